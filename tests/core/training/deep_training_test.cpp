#include "core/training/deep_training.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/training/plane_task.h"
#include "core/training/plane_training.h"

namespace initlab {
namespace {

DeepTrainingSpec moons() { return plane_training({2, 24, 24, 2}, Activation::tanh, {-1, 1, 10}); }

TEST(DeepTraining, TwoMoonsAreLearned) {
  const DeepTraining training = trained(moons(), make_plane_task(PlaneTask::moons, 1));
  EXPECT_EQ(training.moments.front().step, 0U);
  EXPECT_EQ(training.moments.back().step, 200U);
  EXPECT_EQ(training.evaluations.size(), 21U);
  EXPECT_GT(training.evaluations.back().test_accuracy, 0.8);
  EXPECT_LT(training.evaluations.back().test_loss, 0.6 * training.evaluations.front().test_loss);
  EXPECT_FALSE(training.diverged_step);
  EXPECT_EQ(training.evaluations.back().field.size(),
            std::size_t{decision_field_size} * decision_field_size);
}

TEST(DeepTraining, EveryTaskOfThePlaneCanBeLearned) {
  DeepTrainingSpec spec = moons();
  spec.optimizer = OptimizerKind::adam;
  spec.rate = 0.01;
  spec.steps = 400;
  for (const PlaneTask task : {PlaneTask::moons, PlaneTask::spirals, PlaneTask::circles,
                               PlaneTask::xor_clusters, PlaneTask::gauss}) {
    const DeepTraining training = trained(spec, make_plane_task(task, 2));
    EXPECT_GT(training.evaluations.back().test_accuracy, 0.9) << static_cast<int>(task);
  }
}

TEST(DeepTraining, IsTheSameBitsEveryTime) {
  const Dataset data = make_plane_task(PlaneTask::circles, 3);
  const DeepTraining once = trained(moons(), data);
  const DeepTraining again = trained(moons(), data);
  ASSERT_EQ(once.moments.size(), again.moments.size());
  for (std::size_t i = 0; i < once.moments.size(); ++i) {
    EXPECT_EQ(once.moments[i].loss, again.moments[i].loss);
    EXPECT_EQ(once.moments[i].layers[1].distance, again.moments[i].layers[1].distance);
  }
}

TEST(DeepTraining, ALongerRunBeginsAsAShortOne) {
  const Dataset data = make_plane_task(PlaneTask::moons, 3);
  DeepTrainingSpec spec = moons();
  const DeepTraining whole = trained(spec, data);
  spec.steps = 50;
  const DeepTraining part = trained(spec, data);
  for (std::size_t i = 0; i < part.moments.size(); ++i) {
    EXPECT_EQ(part.moments[i].loss, whole.moments[i].loss);
  }
  EXPECT_EQ(part.evaluations.back().test_loss, whole.evaluations[5].test_loss);
}

TEST(DeepTraining, MomentsAndEvaluationsAreAsManyAsSaid) {
  const Dataset data = make_plane_task(PlaneTask::gauss, 1);
  for (const int steps : {1, 2, 19, 20, 21, 301, 777}) {
    DeepTrainingSpec spec = moons();
    spec.network.widths = {2, 3, 2};
    spec.steps = steps;
    const DeepTraining training = trained(spec, data);
    EXPECT_EQ(training.moments.size(), static_cast<std::size_t>(count_moments(steps))) << steps;
    EXPECT_LE(training.moments.size(), static_cast<std::size_t>(most_moments)) << steps;
    EXPECT_EQ(training.evaluations.size(), static_cast<std::size_t>(count_evaluations(steps)))
        << steps;
    EXPECT_EQ(training.evaluations.back().step, static_cast<std::uint64_t>(steps));
  }
}

TEST(DeepTraining, EndsBeforeTheLossIsNoNumber) {
  DeepTrainingSpec spec = moons();
  spec.network.activation = make_activation(Activation::relu);
  spec.rate = 1e5;
  const DeepTraining training = trained(spec, make_plane_task(PlaneTask::moons, 1));
  ASSERT_TRUE(training.diverged_step);
  EXPECT_LT(training.diverged_step, 20U);
  EXPECT_EQ(training.moments.back().step + 1, training.diverged_step);
  EXPECT_EQ(training.evaluations.back().step + 1, training.diverged_step);
  for (const TrainingMoment& moment : training.moments) {
    EXPECT_TRUE(std::isfinite(moment.loss));
    EXPECT_TRUE(std::isfinite(moment.grad_norm));
  }
  EXPECT_TRUE(std::isfinite(training.evaluations.back().train_loss));
}

TEST(DeepTraining, ALossThatIsNoNumberAtOnceIsOneEvaluation) {
  DeepTrainingSpec spec = moons();
  spec.network.activation = make_activation(Activation::identity);
  spec.network.initializer.gain = 1e30;
  const DeepTraining training = trained(spec, make_plane_task(PlaneTask::moons, 1));
  EXPECT_EQ(training.diverged_step, 0U);
  EXPECT_TRUE(training.moments.empty());
  ASSERT_EQ(training.evaluations.size(), 1U);
}

TEST(DeepTraining, AnUpdateIsTheRateTimesTheGradient) {
  DeepTrainingSpec spec = moons();
  spec.network.widths = {2, 40, 2};
  spec.steps = 1;
  const Dataset data = make_plane_task(PlaneTask::moons, 1);
  const DeepTraining training = trained(spec, data);
  const LayerMoment& before = training.moments[0].layers[0];
  const LayerMoment& after = training.moments[1].layers[0];
  // The first step's length over the start's, told twice.
  EXPECT_NEAR(after.distance, before.update_ratio, 1e-5 * before.update_ratio);
  spec.rate *= 2;
  const LayerMoment twice = trained(spec, data).moments[0].layers[0];
  EXPECT_NEAR(twice.update_ratio, 2 * before.update_ratio, 1e-6 * before.update_ratio);
}

TEST(DeepTraining, ClippingBoundsTheUpdate) {
  DeepTrainingSpec spec = moons();
  spec.clip_norm = 0.01;
  const TrainingMoment first = trained(spec, make_plane_task(PlaneTask::moons, 1)).moments.front();
  ASSERT_GT(first.grad_norm, spec.clip_norm);
  spec.clip_norm = 0;
  const TrainingMoment free = trained(spec, make_plane_task(PlaneTask::moons, 1)).moments.front();
  EXPECT_EQ(first.grad_norm, free.grad_norm);
  for (std::size_t l = 0; l < first.layers.size(); ++l) {
    EXPECT_EQ(first.layers[l].weight_grad_norm, free.layers[l].weight_grad_norm);
    EXPECT_NEAR(first.layers[l].update_ratio / free.layers[l].update_ratio, 0.01 / first.grad_norm,
                1e-5);
  }
}

TEST(PlaneTask, IsStandardizedAndEvenlyDivided) {
  for (const PlaneTask task : {PlaneTask::moons, PlaneTask::spirals, PlaneTask::circles,
                               PlaneTask::xor_clusters, PlaneTask::gauss}) {
    const Dataset data = make_plane_task(task, 7);
    ASSERT_EQ(data.rows(), plane_train_rows + plane_test_rows);
    double sum = 0;
    double squares = 0;
    int second = 0;
    for (int r = 0; r < data.train_rows; ++r) {
      sum += static_cast<double>(data.input(r)[0]);
      squares += static_cast<double>(data.input(r)[0]) * static_cast<double>(data.input(r)[0]);
      second += data.labels[static_cast<std::size_t>(r)];
    }
    EXPECT_NEAR(sum / data.train_rows, 0, 1e-6);
    EXPECT_NEAR(squares / data.train_rows, 1, 1e-6);
    EXPECT_EQ(2 * second, data.train_rows);
  }
}

}  // namespace
}  // namespace initlab
