#include "core/initializer/code/names.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "core/initializer/code/characters.h"

namespace initlab::init_code {
namespace {

// "self.inputSize_2" is input, size.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  bool is_open = false;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (!is_letter(c)) {
      is_open = false;
      continue;
    }
    const bool is_hump = i > 0 && is_upper(c) && is_letter(name[i - 1]) && !is_upper(name[i - 1]);
    if (!is_open || is_hump) words.emplace_back();
    words.back() += lower(c);
    is_open = true;
  }
  std::erase(words, "self");
  return words;
}

template <std::size_t n>
bool is_among(const std::string& word, const std::string_view (&list)[n]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

constexpr std::string_view sure_in[] = {
    "in",        "input",    "inputs", "inp",     "nin",    "fanin",  "din",    "infeatures",
    "inputsize", "inputdim", "indim",  "ninputs", "ninput", "insize", "inodes", "ninp"};
constexpr std::string_view sure_out[] = {
    "out",        "output",    "outputs", "nout",     "fanout",  "dout",    "outfeatures",
    "outputsize", "outputdim", "outdim",  "noutputs", "noutput", "outsize", "onodes"};
constexpr std::string_view likely_in[] = {
    "prev",  "previous",    "pre",      "before",    "from",    "x",         "nx",    "feat",
    "feats", "feature",     "features", "vis",       "visible", "nvis",      "pixel", "pixels",
    "src",   "source",      "lower",    "emb",       "embed",   "embedding", "embd",  "state",
    "obs",   "observation", "last",     "nfeatures", "nprev"};
constexpr std::string_view likely_out[] = {
    "next",  "to",     "y",      "ny",      "class",  "classes",   "nclasses",
    "label", "labels", "target", "targets", "action", "actions",   "logits",
    "upper", "after",  "tgt",    "nnext",   "cls",    "categories"};
constexpr std::string_view middle[] = {
    "h",       "nh",     "hid",   "hidden", "hiddens", "nhid", "nhidden", "units",  "unit",
    "neurons", "neuron", "nodes", "curr",   "current", "cur",  "this",    "nunits", "hnodes"};

// The parts of a name between its dots, brackets and quotation marks.
std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts(1);
  for (const char c : name) {
    const bool belongs = is_letter(c) || is_digit(c) || c == '_';
    if (belongs) {
      parts.back() += lower(c);
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
  }
  if (parts.back().empty()) parts.pop_back();
  std::erase(parts, "self");
  std::erase(parts, "data");
  std::erase(parts, "str");
  return parts;
}

bool starts_with_any(const std::string& text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

bool is_bias(const std::string& part) {
  if (part.find("bias") != std::string::npos || part == "bs") return true;
  std::string plain = part;
  std::erase(plain, '_');
  while (!plain.empty() && is_digit(plain.back())) plain.pop_back();
  // b, b1, bh, b_out.
  constexpr std::string_view endings[] = {"",  "h",  "x",   "y",      "o", "i", "f",
                                          "c", "in", "out", "k",      "q", "v", "r",
                                          "z", "g",  "hid", "hidden", "fc"};
  return plain.starts_with('b') && is_among(plain.substr(1), endings);
}

}  // namespace

Side side_of(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  const auto has = [&](const auto& list) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return is_among(word, list); });
  };
  const bool is_bare = words.size() == 1 && words[0].size() == 1;
  if (is_bare) return Side::unsaid;
  const bool is_in = has(sure_in);
  const bool is_out = has(sure_out);
  if (is_in != is_out) return is_in ? Side::in : Side::out;
  if (has(middle)) return Side::between;
  if (has(likely_in) != has(likely_out)) return has(likely_in) ? Side::in : Side::out;
  return Side::unsaid;
}

bool is_fan_name(std::string_view name) {
  const std::vector<std::string> words = words_of(name.substr(name.rfind('.') + 1));
  constexpr std::string_view counts[] = {"n",       "d",        "num",   "number", "dim",
                                         "size",    "features", "units", "fan",    "feature",
                                         "neurons", "nodes",    "of",    "dims",   "channels"};
  bool is_fan = false;
  for (const std::string& word : words) {
    const bool is_side = is_among(word, sure_in) || is_among(word, sure_out);
    is_fan = is_fan || is_side;
    if (!is_side && !is_among(word, counts)) return false;
  }
  const bool is_word_alone =
      words.size() == 1 && (words[0] == "in" || words[0] == "out" ||
                            words[0].starts_with("input") || words[0].starts_with("output"));
  return is_fan && !is_word_alone;
}

int number_at_end(std::string_view name, std::string_view& stem) {
  std::size_t begin = name.size();
  while (begin > 0 && is_digit(name[begin - 1])) --begin;
  stem = name.substr(0, begin);
  if (begin == name.size() || name.size() - begin > 4 || stem.empty()) return -1;
  int number = 0;
  for (const char c : name.substr(begin)) number = number * 10 + (c - '0');
  return number;
}

Role role_of(std::string_view name) {
  const std::vector<std::string> parts = parts_of(name);
  if (parts.empty()) return Role::other;
  for (const std::string& part : parts) {
    if (part.starts_with("weight_hh") || part.starts_with("weight_ih") ||
        starts_with_any(part, {"lstm", "gru", "rnn"})) {
      return is_bias(parts.back()) ? Role::bias : Role::recurrent;
    }
  }
  if (is_bias(parts.back())) return Role::bias;
  for (const std::string& part : parts) {
    std::string plain = part;
    while (!plain.empty() && (is_digit(plain.back()) || plain.back() == '_')) plain.pop_back();
    constexpr std::string_view scales[] = {"bn",   "ln",        "gn",       "gamma",
                                           "beta", "layernorm", "batchnorm"};
    if (is_among(plain, scales) || part.find("norm") != std::string::npos ||
        starts_with_any(part, {"ln_", "bn_"})) {
      return Role::normalization;
    }
    if (part.starts_with("conv")) return Role::convolution;
  }
  // The entry of a list has the list's name: self.weights[i], params['W' + str(l)].
  for (const std::string& part : parts) {
    const bool is_w = part[0] == 'w' && (part.size() <= 4 || part[1] == '_' || is_digit(part[1]));
    if (is_w || part.find("weight") != std::string::npos ||
        part.find("kernel") != std::string::npos || part.find("theta") != std::string::npos ||
        part.starts_with("syn")) {
      return Role::weight;
    }
  }
  return Role::other;
}

}  // namespace initlab::init_code
