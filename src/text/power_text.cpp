#include "text/power_text.h"

#include <cmath>

#include "text/number_format.h"

namespace initlab {

std::string power_number(double exponent, int digits) {
  if (!std::isfinite(exponent)) return exponent < 0.0 ? "0" : brief_number(exponent);
  if (exponent > -300.0 && exponent < 300.0) return brief_number(std::pow(10.0, exponent), digits);
  double whole = std::floor(exponent);
  std::string mantissa = brief_number(std::pow(10.0, exponent - whole), digits);
  if (mantissa == "10") {  // rounded up
    mantissa = "1";
    whole += 1.0;
  }
  return mantissa + 'e' + fixed_number(whole, 0);
}

}  // namespace initlab
