#include "io/qr_code.h"

#include <qrcodegen.h>

#include <algorithm>

namespace initlab {

std::optional<QrCode> QrCode::of(std::string_view text) {
  constexpr std::size_t room = qrcodegen_BUFFER_LEN_FOR_VERSION(last_version);
  static_assert(most < room);
  if (text.size() > most) return std::nullopt;
  std::vector<std::uint8_t> data(room);  // and the encoder's scratch
  std::copy(text.begin(), text.end(), data.begin());
  std::vector<std::uint8_t> modules(room);
  // Always level M: a code that corrects more is no easier to read, and changes with its text.
  const bool fits =
      qrcodegen_encodeBinary(data.data(), text.size(), modules.data(), qrcodegen_Ecc_MEDIUM,
                             qrcodegen_VERSION_MIN, last_version, qrcodegen_Mask_AUTO, false);
  if (!fits) return std::nullopt;
  return QrCode(std::move(modules));
}

int QrCode::size() const { return qrcodegen_getSize(modules_.data()); }

bool QrCode::dark(int row, int column) const {
  return qrcodegen_getModule(modules_.data(), column, row);
}

std::string QrCode::path() const {
  std::string out;
  for (int row = 0; row < size(); ++row) {
    for (int column = 0; column < size(); ++column) {
      if (!dark(row, column)) continue;
      int wide = 1;
      while (dark(row, column + wide)) ++wide;
      out += 'M' + std::to_string(column + quiet) + ' ' + std::to_string(row + quiet) + 'h' +
             std::to_string(wide) + "v1h-" + std::to_string(wide) + 'z';
      column += wide;
    }
  }
  return out;
}

}  // namespace initlab
