#include "io/query.h"

#include <algorithm>
#include <ranges>

#include "io/param_text.h"
#include "io/percent.h"
#include "text/sentence.h"
#include "text/strings.h"

namespace initlab {
namespace {

constexpr std::string_view page_keys[] = {
    "v",
#define INITLAB_PAGE_KEY(name, values, owner) #name,
#include "io/page_keys.def"
#undef INITLAB_PAGE_KEY
};

bool is_page_key(std::string_view key) {
  return std::find(std::begin(page_keys), std::end(page_keys), key) != std::end(page_keys);
}

std::string_view without_prefix(std::string_view query) {
  if (query.starts_with('#') || query.starts_with('?')) query.remove_prefix(1);
  return query;
}

/// Whole pairs only, at most max_query_bytes of them.
std::string_view cut(std::string_view query, std::vector<Note>& notes) {
  if (query.size() <= max_query_bytes) return query;
  notes.push_back({"", fill(strings::note_too_long, {{"limit", std::to_string(max_query_bytes)}})});
  const std::size_t end = query.rfind('&', max_query_bytes);
  return end == std::string_view::npos ? std::string_view{} : query.substr(0, end);
}

void limit_notes(std::vector<Note>& notes) {
  if (notes.size() <= max_notes) return;
  const std::string more = std::to_string(notes.size() - max_notes);
  notes.resize(max_notes);
  notes.push_back({"", fill(strings::note_more, {{"count", more}})});
}

/// Removes lab=... from the pairs and changes to that lab, with its defaults.
void change_lab(std::vector<Pair>& pairs, State& state, Door door) {
  const auto names_lab = [](const Pair& pair) { return pair.key == "lab"; };
  // A script's second `lab` is a key among its parameters.
  const auto end = door == Door::script && !pairs.empty() ? pairs.begin() + 1 : pairs.end();
  const Lab* lab = nullptr;
  for (const Pair& pair : std::ranges::subrange(pairs.begin(), end)) {
    if (!names_lab(pair)) continue;
    lab = find_lab(pair.value);
    if (lab == nullptr) {
      const std::string named = shortened(pair.value, 24);
      state.notes.push_back(
          {"lab",
           fill(strings::note_unknown_lab, {{"value", named}, {"used", state.experiment->lab()}}),
           true});
      state.unknown_lab = named;
    }
  }
  pairs.erase(std::remove_if(pairs.begin(), end, names_lab), end);
  if (lab != nullptr && lab->id != state.experiment->lab()) state.experiment = lab->create();
}

void lay_over(std::string_view query, State& state, Door door) {
  std::vector<Pair> pairs = split_query(query, state.notes, door);
  change_lab(pairs, state, door);
  read_params(*state.experiment, pairs, state.notes);
}

}  // namespace

std::vector<Pair> split_query(std::string_view query, std::vector<Note>& notes, Door door) {
  std::vector<Pair> pairs;
  std::string_view rest = cut(without_prefix(query), notes);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (part.empty()) continue;
    const std::size_t equals = std::min(part.find('='), part.size());
    std::optional<std::string> key = percent_decode(part.substr(0, equals));
    if (!key || key->empty() || equals > max_pair_bytes) {
      notes.push_back({"", fill(strings::note_damaged_key, {})});
      continue;
    }
    if (door == Door::link && is_page_key(*key)) continue;
    Pair pair{std::move(*key), "", Pair::Fault::none};
    if (part.size() > max_pair_bytes) {
      pair.fault = Pair::Fault::too_long;
    } else {
      std::optional<std::string> value =
          percent_decode(part.substr(std::min(equals + 1, part.size())));
      if (value) {
        pair.value = std::move(*value);
      } else {
        pair.fault = Pair::Fault::damaged;
      }
    }
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

State read_query(std::string_view base, std::string_view patch, Door door) {
  State state;
  state.experiment = labs().front().create();
  lay_over(base, state, door);
  if (!patch.empty()) lay_over(patch, state, door);
  limit_notes(state.notes);
  return state;
}

std::string write_query(const Experiment& experiment) {
  std::string query = "lab=" + percent_encode(experiment.lab());
  const Lab* lab = find_lab(experiment.lab());
  if (lab == nullptr) return query;
  // Replays what a reader will do: a key is written when the keys before it do not bring its value.
  const std::unique_ptr<Experiment> replay = lab->create();
  std::vector<ParamText> replayed = param_texts(*replay);
  const std::vector<ParamText> wanted = param_texts(experiment);
  std::vector<Note> notes;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (replayed[i].text == wanted[i].text) continue;
    const std::string key(wanted[i].key);
    query += '&' + key + '=' + percent_encode(wanted[i].text);
    read_params(*replay, {{key, wanted[i].text, Pair::Fault::none}}, notes);
    replayed = param_texts(*replay);
  }
  return query;
}

bool is_edited(const Experiment& experiment) {
  const std::unique_ptr<Experiment> original = experiment.clone();
  original->apply_preset(experiment.preset());
  const std::vector<ParamText> now = param_texts(experiment);
  const std::vector<ParamText> then = param_texts(*original);
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (!now[i].is_seed && now[i].text != then[i].text) return true;
  }
  return false;
}

}  // namespace initlab
