#pragma once

#include <string>

namespace torg::app {

// A QR code of the text for a terminal: half blocks, two modules a line, with its quiet zone, dark
// on light whatever the terminal's colours are.
std::string terminal_qr(std::string const& text);

}  // namespace torg::app
