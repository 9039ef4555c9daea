#include "archive/html/why.hpp"

namespace torg::archive {

std::string why_html(Round const& round, protocol::Result const& result) {
  if (auto const* fund = std::get_if<protocol::FundResult>(&result)) {
    return fund_why_html(round, *fund);
  }
  if (auto const* split = std::get_if<protocol::SplitResult>(&result)) {
    return split_why_html(round, *split);
  }
  return {};
}

}  // namespace torg::archive
