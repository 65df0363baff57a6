#include "ui/remarks.h"

#include <algorithm>

namespace initlab::ui {

float draw_remarks(const ViewContext& context, std::span<const Sentence> remarks, float y,
                   bool measure_only) {
  const Palette& colors = context.paint.colors();
  const TextStyle style{context.sizes.text, faded(colors.ink2, context.opacity)};
  constexpr float indent = 20.0F;
  const float line = 1.4F * context.sizes.text;
  float height = 0.0F;
  for (const Sentence& remark : remarks) {
    const float first = y + height + 12.0F + 0.5F * line;
    if (!measure_only) {
      context.paint.mark(Mark::diamond, {context.min.x + 6.0F, first}, 5.0F, colors.warn);
    }
    const int lines =
        context.paint.paragraph(context.min.x + indent, first, context.width - indent, line,
                                remark.in(context.language), style, measure_only);
    height += 12.0F + line * static_cast<float>(std::max(1, lines));
  }
  return height;
}

}  // namespace initlab::ui
