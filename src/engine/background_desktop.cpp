#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "engine/background.h"
#include "engine/thread_host.h"

namespace initlab {

struct Background::Shared {
  std::mutex mutex;
  std::condition_variable wake;
  std::unique_ptr<Experiment> waiting;
  std::unique_ptr<Update> update;
  bool stop = false;
  bool shown = false;  // the running experiment has shown its first answer
  std::atomic<bool> cancelled{false};
  std::thread thread;

  void loop(int threads);
  void publish(const Collector& collector);
};

void Background::Shared::publish(const Collector& collector) {
  auto next = std::make_unique<Update>();
  next->experiment = collector.experiment().clone();
  next->progress = collector.progress();
  next->refusal = collector.plan().refusal;
  if (!next->refusal) next->report = collector.report();
  const std::lock_guard lock(mutex);
  update = std::move(next);
  shown = true;
  if (waiting) cancelled.store(true);
}

void Background::Shared::loop(int threads) {
  std::list<Workspace> workspaces;
  RunOptions options;
  options.workspaces = &workspaces;
  options.threads = threads;
  options.cancelled = &cancelled;
  options.on_progress = [this](const Collector& collector) { publish(collector); };
  for (;;) {
    std::unique_ptr<Experiment> experiment;
    {
      std::unique_lock lock(mutex);
      wake.wait(lock, [this] { return stop || waiting != nullptr; });
      if (stop) return;
      experiment = std::move(waiting);
      shown = false;
      cancelled.store(false);
    }
    const std::unique_ptr<Collector> collector = run_experiment(*experiment, options);
    if (collector->plan().refusal) publish(*collector);
  }
}

Background::Background(int threads) : shared_(std::make_unique<Shared>()) {
  shared_->thread = std::thread([this, threads] { shared_->loop(threads); });
}

Background::~Background() {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->stop = true;
    shared_->cancelled.store(true);
  }
  shared_->wake.notify_one();
  shared_->thread.join();
}

void Background::request(std::unique_ptr<Experiment> experiment) {
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->waiting = std::move(experiment);
    if (shared_->shown) shared_->cancelled.store(true);
  }
  shared_->wake.notify_one();
}

std::unique_ptr<Background::Update> Background::poll() {
  const std::lock_guard lock(shared_->mutex);
  return std::move(shared_->update);
}

}  // namespace initlab
