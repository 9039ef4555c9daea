#include "app/terminal_qr.hpp"

#include <qrcodegen/qrcodegen.hpp>

namespace torg::app {

std::string terminal_qr(std::string const& text) {
  using qrcodegen::QrCode;
  auto const code = QrCode::encodeText(text.c_str(), QrCode::Ecc::LOW);
  constexpr int quiet = 2;
  int const size = code.getSize();
  auto const dark = [&](int x, int y) { return code.getModule(x, y); };

  std::string out;
  for (int y = -quiet; y < size + quiet; y += 2) {
    out += "  \x1b[38;5;16;48;5;231m";
    for (int x = -quiet; x < size + quiet; ++x) {
      bool const upper = dark(x, y);
      bool const lower = dark(x, y + 1);
      out += upper ? (lower ? "█" : "▀") : (lower ? "▄" : " ");
    }
    out += "\x1b[0m\n";
  }
  return out;
}

}  // namespace torg::app
