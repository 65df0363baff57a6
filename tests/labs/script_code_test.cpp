#include "labs/network/script_code.h"

#include <gtest/gtest.h>

#include <string>

namespace initlab {
namespace {

const std::string head = "def own_code(fan_in, fan_out, layer, depth, gain):\n";
const std::string call = "own_code(fan_in, fan_out, layer, depth, gain)";

TEST(ScriptCode, OneStatementIsAnExpression) {
  for (const char* code : {
           "np.random.randn(fan_in, fan_out) * 0.1",
           "W = np.random.randn(fan_in, fan_out) * 0.1",
           "W = np.random.randn(fan_in, fan_out) * 0.1  # He; not Xavier",
           "# He\n\n  self.W1 = np.random.randn(fan_in, fan_out) * 0.1;",
           "params['W=1'] = np.random.randn(fan_in, fan_out) * 0.1",
           "W: np.ndarray = np.random.randn(fan_in, fan_out) * 0.1",
           "return np.random.randn(fan_in, fan_out) * 0.1",
       }) {
    const ScriptCode made = script_code(code);
    EXPECT_EQ(made.helper, "") << code;
    EXPECT_EQ(made.expression, "np.random.randn(fan_in, fan_out) * 0.1") << code;
  }
}

TEST(ScriptCode, AStatementOverSeveralLinesIsJoined) {
  EXPECT_EQ(script_code("W = randn(fan_in,  # rows\n    fan_out) \\\n  * 0.1").expression,
            "randn(fan_in,       fan_out)    * 0.1");
  EXPECT_EQ(script_code("W = f('#', \"it's\")  # '").expression, "f('#', \"it's\")");
}

TEST(ScriptCode, StatementsAreAFunctionThatReturnsTheLastTarget) {
  // The comment of the first line must not take the second one with it.
  const ScriptCode made = script_code(
      "W = randn(fan_in, fan_out)  # He \xec\xb4\x88\xea\xb8\xb0\xed\x99\x94\nW *= np.sqrt(2 / "
      "fan_in)");
  EXPECT_EQ(made.helper, head +
                             "    W = randn(fan_in, fan_out)\n"
                             "    W *= np.sqrt(2 / fan_in)\n"
                             "    return W\n\n");
  EXPECT_EQ(made.expression, call);
  EXPECT_EQ(script_code("a = 2; W = randn(fan_in, fan_out) * a").helper,
            head + "    a = 2\n    W = randn(fan_in, fan_out) * a\n    return W\n\n");
  EXPECT_EQ(script_code("s = 0.1\nreturn s * randn(fan_in, fan_out)").helper,
            head + "    s = 0.1\n    return s * randn(fan_in, fan_out)\n\n");
  EXPECT_EQ(script_code("s = 0.1\ns * randn(fan_in, fan_out)").helper,
            head + "    s = 0.1\n    return s * randn(fan_in, fan_out)\n\n");
}

TEST(ScriptCode, TargetsThatAreNoNamesBecomeOne) {
  EXPECT_EQ(script_code("self.W = randn(fan_in, fan_out)\nself.W *= 2").helper,
            head + "    W = randn(fan_in, fan_out)\n    W *= 2\n    return W\n\n");
  EXPECT_EQ(script_code("p['W'] = randn(fan_in, fan_out)\np['W'] = p['W'] * 2").helper,
            head + "    W = randn(fan_in, fan_out)\n    W = W * 2\n    return W\n\n");
}

TEST(ScriptCode, IndentationIsKeptAndLosesItsMargin) {
  EXPECT_EQ(
      script_code("  if layer == 1:\n      s = 1\n  else:\n      s = 2\n  W = s * randn(3)").helper,
      head +
          "    if layer == 1:\n        s = 1\n    else:\n        s = 2\n"
          "    W = s * randn(3)\n    return W\n\n");
}

TEST(ScriptCode, DefinedFunctionsAreCalled) {
  EXPECT_EQ(
      script_code("def init(n_in, n_out):\n    s = 2\n    return s * randn(n_in, n_out)").helper,
      head +
          "    def init(n_in, n_out):\n        s = 2\n        return s * randn(n_in, n_out)\n"
          "    return init(fan_in, fan_out)\n\n");
  EXPECT_EQ(script_code("init = lambda a, b: randn(a, b)").helper,
            head + "    init = lambda a, b: randn(a, b)\n    return init(fan_in, fan_out)\n\n");
}

TEST(ScriptCode, NothingIsHarmless) {
  for (const char* code : {"", " ", "# a comment", "\n\n", "'", "\"\"\"", "(", "\\\n", "=", ";;"}) {
    script_code(code);
  }
}

}  // namespace
}  // namespace initlab
