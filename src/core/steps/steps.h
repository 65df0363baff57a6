// Work that can be left and taken up again, for a thread with other things to do: a coroutine that
// stops after every small part. The parts and the result are the same however it is driven.
#pragma once

#include <coroutine>
#include <cstdlib>
#include <utility>

namespace initlab {

// `co_yield Pause{}` marks a place to stop. Between two of them lie at most a few million
// multiply-adds, where the work can be divided at all.
struct Pause {};

// The coroutine waits for the first resume(), or finish(). Within another one `co_await` does all
// of it. What it was given by reference must outlive it.
//
// One that only some labs start is declared [[gnu::noinline]]: by the calls of its start
// tools/split_module.mjs knows whose its pieces are.
class [[nodiscard]] Steps {
 public:
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;

  Steps() = default;
  Steps(Steps&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Steps& operator=(Steps&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Steps() {
    if (handle_) handle_.destroy();
  }

  // Does the next part; false when nothing is left.
  bool resume();

  void finish() {
    while (resume()) {
    }
  }

 private:
  explicit Steps(Handle handle) : handle_(handle) {}

  Handle handle_ = nullptr;
};

// The one that resume() was called for is the root of those that wait for one another.
struct Steps::promise_type {
  promise_type* root = this;
  Handle outer = nullptr;      // who waits for this one
  Handle innermost = nullptr;  // of a root: who is at work
  bool paused = false;         // of a root

  struct Nested {
    Handle inner;

    bool await_ready() const noexcept { return false; }
    void await_suspend(Handle waiting) const noexcept {
      inner.promise().outer = waiting;
      inner.promise().root = waiting.promise().root;
      inner.promise().root->innermost = inner;
    }
    void await_resume() const noexcept {}
  };
  struct End {
    bool await_ready() const noexcept { return false; }
    void await_suspend(Handle done) const noexcept {
      if (done.promise().outer) done.promise().root->innermost = done.promise().outer;
    }
    void await_resume() const noexcept {}
  };

  Steps get_return_object() {
    innermost = Handle::from_promise(*this);
    return Steps(innermost);
  }
  std::suspend_always initial_suspend() noexcept { return {}; }
  End final_suspend() noexcept { return {}; }
  std::suspend_always yield_value(Pause) const noexcept {
    root->paused = true;
    return {};
  }
  Nested await_transform(const Steps& inner) noexcept { return {inner.handle_}; }
  void return_void() noexcept {}
  void unhandled_exception() noexcept { std::abort(); }  // there are none
};

inline bool Steps::resume() {
  if (!handle_ || handle_.done()) return false;
  promise_type& root = handle_.promise();
  root.paused = false;
  while (!root.paused && !handle_.done()) root.innermost.resume();
  return !handle_.done();
}

}  // namespace initlab
