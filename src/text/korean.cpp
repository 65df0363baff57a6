#include "text/korean.h"

namespace initlab {

std::string with_ro(std::string_view number) {
  // 영, 삼 and 육 end in a consonant other than ㄹ. So do 십, 백, 천 and 만, which also end in a 0.
  const char last = number.empty() ? '1' : number.back();
  const bool closed = last == '0' || last == '3' || last == '6';
  return std::string(number) + (closed ? "으로" : "로");
}

}  // namespace initlab
