// What a plan says of memory against what a worker's calls allocate, counted by the sanitizer's
// allocator; the tests in the browser look at WebAssembly's memory itself.
#ifdef INITLAB_SANITIZE

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/embedded_data.h"
#include "engine/engine_calls.h"
#include "io/query.h"

// Of the sanitizer's <sanitizer/allocator_interface.h>, which not every compiler comes with.
extern "C" {
int __sanitizer_install_malloc_and_free_hooks(void (*)(const volatile void*, std::size_t),
                                              void (*)(const volatile void*));
std::size_t __sanitizer_get_allocated_size(const volatile void*);
}

namespace initlab {
namespace {

constexpr double tolerance = 0.2;  // of what is used
// Below it the instance's own memory is all that matters; its tables are not on the heap.
constexpr std::int64_t negligible = static_cast<std::int64_t>(instance_bytes / 8);

constexpr std::uint64_t few_weights = 400'000;  // weights

std::int64_t held = 0;
std::int64_t most = 0;
std::size_t ignored = 0;  // the block by which engine_run asks whether there is room

void on_malloc(const volatile void*, std::size_t size) {
  if (size == ignored) return;
  held += static_cast<std::int64_t>(size);
  most = std::max(most, held);
}

void on_free(const volatile void* block) {
  if (block == nullptr) return;
  const std::size_t size = __sanitizer_get_allocated_size(block);
  if (size != ignored) held -= static_cast<std::int64_t>(size);
}

void install() {
  static const int installed = __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
  ASSERT_NE(installed, 0);
}

std::vector<std::uint8_t> data_file_of(const Plan& plan) {
  if (plan.data_file.empty()) return {};
  const std::span<const std::uint8_t> digits = embedded_digits();
  if (plan.data_file == "digits") return {digits.begin(), digits.end()};
  std::ifstream stream(INITLAB_FASHION_FILE, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Peak of the first shards, the last one and other seeds: all of a small network.
std::int64_t measured_peak(const std::string& query, const Plan& plan) {
  install();
  const std::vector<std::uint8_t> file = data_file_of(plan);  // before anything is counted
  const auto calls = std::make_unique<EngineCalls>();
  ignored = plan.memory_bytes;
  held = most = 0;
  if (!plan.data_file.empty()) {
    std::uint8_t* const input = calls->input(plan.data_file.size() + file.size());
    std::copy(file.begin(), file.end(),
              std::copy(plan.data_file.begin(), plan.data_file.end(), input));
    EXPECT_EQ(calls->data(plan.data_file.size(), plan.data_file.size() + file.size()), 0);
  }
  std::memcpy(calls->input(query.size()), query.data(), query.size());
  for (int job = 0; job < plan.jobs(); ++job) {
    const bool shard = job < 2 || job == plan.shards - 1;
    const bool seed = job >= plan.shards && (plan.weights < few_weights || job < plan.shards + 2);
    if (shard || seed) {
      EXPECT_GE(calls->run(query.size(), job), 0) << calls->output_text();
    }
  }
  ignored = 0;
  return most;
}

class Memory : public testing::TestWithParam<const char*> {};

TEST_P(Memory, IsPredictedWithinATolerance) {
  const std::string query = GetParam();
  const Plan plan = plan_of(*read_query(query).experiment);
  ASSERT_FALSE(plan.refusal);
  const auto predicted = static_cast<double>(plan.memory_bytes);
  const auto used =
      static_cast<double>(measured_peak(query, plan) + static_cast<std::int64_t>(instance_bytes));
  EXPECT_LE(std::abs(predicted - used), tolerance * used)
      << predicted / 1e3 << " kB predicted, " << used / 1e3 << " kB used";
  // What the lab itself says, where that is more than a trifle.
  const double own = predicted - static_cast<double>(instance_bytes);
  const double own_used = used - static_cast<double>(instance_bytes);
  EXPECT_LE(std::abs(own - own_used), std::max(tolerance * own_used, double{negligible}))
      << own / 1e3 << " kB predicted, " << own_used / 1e3 << " kB used";
}

INSTANTIATE_TEST_SUITE_P(
    All, Memory,
    testing::Values(
        "lab=forward&width=8&input_width=8&depth=2&batch=10", "lab=forward",
        "lab=forward&width=100", "lab=forward&width=1000&batch=200",
        "lab=forward&width=1500&depth=20&batch=130",  // not kept
        "lab=forward&init=orthogonal&width=150", "lab=forward&init=lsuv&width=150",
        "lab=forward&init=identity", "lab=forward&act=relu&init=he-normal",
        "lab=forward&init=code&code=randn(fan_in,fan_out)%2B1",
        "lab=forward&depth=200&width=64&bins=200",
        "lab=backward&width=8&input_width=8&depth=2&batch=10", "lab=backward&batch=400",
        "lab=backward&width=600&batch=100&depth=4", "lab=backward&batch=300&format=fp64",
        "lab=backward&batch=300&norm=batch", "lab=backward&width=64&depth=100",
        "lab=backward&width=200&depth=5&batch=300&seeds=3", "lab=activation",
        "lab=activation&chains=100&depth=5", "lab=activation&chains=10000&depth=200",
        "lab=activation&chains=10000&depth=50&with=relu,gelu,silu,elu,selu,mish",
        "lab=matrix-product", "lab=matrix-product&size=2&count=5",
        "lab=matrix-product&size=64&count=50", "lab=matrix-product&size=40&count=300",
        "lab=log-domain", "lab=log-domain&count=10", "lab=log-domain&count=100000&terms=1000",
        "lab=symmetry", "lab=symmetry&hidden=2&steps=10", "lab=symmetry&hidden=32&steps=2000",
        "lab=notes&width=100", "lab=training&steps=20",
        "lab=training&data=moons&depth=3&width=32&steps=50",
        "lab=training&depth=20&width=256&steps=3&optimizer=adam",
        "lab=training&act=gelu&batch=1000&steps=2", "lab=training&norm=batch&batch=1000&steps=2",
        "lab=training&norm=layer&residual=on&width=256&batch=500&steps=2",
        "lab=training&dropout=0.3&act=gelu&batch=300&steps=5",
        "lab=training&map=on&width=32&steps=2", "lab=training&data=fashion&steps=20"));

// A network's bases are kept between calls, and those of the network before are given up.
TEST(Memory, WhatIsKeptBelongsToThePresentNetwork) {
  const std::string large = "lab=forward&width=400&batch=65";
  const std::string small = "lab=forward&width=40&batch=65";
  install();
  const auto run = [](const std::string& query, EngineCalls& calls) {
    std::memcpy(calls.input(query.size()), query.data(), query.size());
    EXPECT_GE(calls.run(query.size(), 0), 0);
  };
  EngineCalls calls;
  run(large, calls);
  const std::int64_t before = held;
  run(small, calls);
  EXPECT_LT(held, before - 5'000'000);  // ten layers of 400 x 400
}

}  // namespace
}  // namespace initlab

#endif
