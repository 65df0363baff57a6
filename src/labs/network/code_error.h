#pragma once

#include "core/initializer/code/code_error.h"
#include "text/words.h"

namespace initlab {

/// What is wrong with pasted initialization code and what to write instead, the place first:
/// "Column 13: there is no “rnadn” here. Did you mean np.random.randn?"
Sentence code_error_sentence(const CodeError&);

}  // namespace initlab
