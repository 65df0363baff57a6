#include "labs/network/script_norm.h"

namespace initlab {

std::string_view numpy_norm(Normalization norm) {
  switch (norm) {
    case Normalization::none:
      return "    n, size = z, 1.0\n";
    case Normalization::batch:
      return "    size = np.sqrt(z.var(axis=0) + 1e-5)\n"
             "    n = (z - z.mean(axis=0)) / size\n";
    case Normalization::layer:
      return "    size = np.sqrt(z.var(axis=1, keepdims=True) + 1e-5)\n"
             "    n = (z - z.mean(axis=1, keepdims=True)) / size\n";
    case Normalization::rms:
      return "    size = np.sqrt((z**2).mean(axis=1, keepdims=True) + 1e-5)\n"
             "    n = z / size\n";
  }
  return "";
}

std::string_view numpy_norm_backward(Normalization norm) {
  switch (norm) {
    case Normalization::none:
      return "    dz = dn\n";
    case Normalization::batch:
      return "    dz = (dn - dn.mean(axis=0) - n * (dn * n).mean(axis=0)) / size\n";
    case Normalization::layer:
      return "    along = (dn * n).mean(axis=1, keepdims=True)\n"
             "    dz = (dn - dn.mean(axis=1, keepdims=True) - n * along) / size\n";
    case Normalization::rms:
      return "    dz = (dn - n * (dn * n).mean(axis=1, keepdims=True)) / size\n";
  }
  return "";
}

std::string_view torch_norm(Normalization norm) {
  switch (norm) {
    case Normalization::none:
      return "    n = z\n";
    case Normalization::batch:
      return "    n = (z - z.mean(0)) / torch.sqrt(z.var(0, unbiased=False) + 1e-5)\n";
    case Normalization::layer:
      return "    n = F.layer_norm(z, z.shape[1:])\n";
    case Normalization::rms:
      return "    n = z / torch.sqrt((z**2).mean(1, keepdim=True) + 1e-5)\n";
  }
  return "";
}

std::string_view keras_norm(Normalization norm) {
  switch (norm) {
    case Normalization::none:
      return "    n = z\n";
    case Normalization::batch:
      return "    size = keras.ops.sqrt(keras.ops.var(z, axis=0) + 1e-5)\n"
             "    n = (z - keras.ops.mean(z, axis=0)) / size\n";
    case Normalization::layer:
      return "    size = keras.ops.sqrt(keras.ops.var(z, axis=1, keepdims=True) + 1e-5)\n"
             "    n = (z - keras.ops.mean(z, axis=1, keepdims=True)) / size\n";
    case Normalization::rms:
      return "    square = keras.ops.mean(keras.ops.square(z), axis=1, keepdims=True)\n"
             "    n = z / keras.ops.sqrt(square + 1e-5)\n";
  }
  return "";
}

std::string indented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n') + 1;
    text += "    ";
    text += lines.substr(0, end);
    lines.remove_prefix(end);
  }
  return text;
}

}  // namespace initlab
