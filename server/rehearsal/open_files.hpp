#pragma once

#include <cstddef>

namespace torg::rehearsal {

// Lets this process open as many files as the system allows it, and says how many.
std::size_t raise_open_files();

}  // namespace torg::rehearsal
