#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "archive/catalogue.hpp"

// Exact fractions as the protocol writes them, "84500/3", in words for a reader. What is no
// fraction of whole numbers from 0 up is given back as it is. Plain text.
namespace torg::archive {

// "28 000 kr" for whole kronor, otherwise "about 28 167 kr"; below ten kronor with two decimals.
std::string exact_money(Catalogue const& say, std::string_view exact);
// The part of `pot` that a share is, as money.
std::string exact_part(Catalogue const& say, std::string_view share, std::int64_t pot);
// "7" or "7.75", at most two decimals.
std::string exact_number(Catalogue const& say, std::string_view exact);

// A share times `times`, in thousandths, rounded down. Nothing for what is no fraction.
std::optional<std::int64_t> exact_thousandths(std::string_view share, std::int64_t times);
// How many steps a share has begun. Nothing for what is no fraction, or no step.
std::optional<std::int64_t> exact_steps(std::string_view share, std::string_view step);

}  // namespace torg::archive
