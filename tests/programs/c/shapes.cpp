#include <map>
#include <stdexcept>
#include <string>

namespace {

template <typename Number, typename Scale>
Number grow(Number value, Scale by)
{
	if (by == Scale{})
		throw std::invalid_argument("nothing to grow by");
	return value * static_cast<Number>(by);
}

class Shape {
public:
	explicit Shape(int sides) : sides_(sides) {}
	virtual ~Shape() = default;
	virtual std::string name() const
	{
		static const std::map<int, std::string> names = {{3, "triangle"}, {4, "square"}};
		auto found = names.find(sides_);
		return found == names.end() ? "polygon" : found->second;
	}
	int sides() const { return sides_; }

private:
	int sides_;
};

} // namespace

extern "C" int shapes(int sides)
{
	Shape shape(sides);
	try {
		return grow<int, long>(shape.sides(), 2) + static_cast<int>(grow<double, int>(1.5, 2)) +
		       static_cast<int>(shape.name().size());
	} catch (const std::invalid_argument &) {
		return -1;
	}
}
