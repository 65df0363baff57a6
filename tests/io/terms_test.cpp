#include "text/terms.h"

#include <gtest/gtest.h>

namespace initlab {
namespace {

TEST(Terms, TheQuantityExplainsItsPrediction) {
  EXPECT_EQ(column_term("forward", "std"), &terms::std_deviation);
  EXPECT_EQ(column_term("forward", "theory.std"), &terms::std_deviation);
  EXPECT_EQ(column_term("forward", "theory.z"), &terms::z_score);
  EXPECT_EQ(column_term("matrix-product", "step"), &terms::matrix_count);
  EXPECT_EQ(column_term("symmetry", "step"), &terms::training_step);
  EXPECT_EQ(column_term("forward", "nothing"), nullptr);
  EXPECT_EQ(param_term("forward", "gain"), &terms::gain);
  EXPECT_EQ(param_term("forward", "std"), &terms::weight_std);
  EXPECT_EQ(param_term("forward", ""), nullptr);
}

}  // namespace
}  // namespace initlab
