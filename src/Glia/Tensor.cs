using Glia.Kernels;

namespace Glia;

/// <summary>
/// A view of float32 numbers: memory, start, the shape of one sample and the number of rows. It owns nothing and frees nothing.
/// </summary>
public readonly struct Tensor
{
    private readonly float[] _memory;
    private readonly int _start;

    /// <summary>A view of <c>rows * shape.Size</c> numbers of an array, row by row.</summary>
    /// <param name="memory">The numbers.</param>
    /// <param name="start">Where the first row begins.</param>
    /// <param name="shape">The size of one row.</param>
    /// <param name="rows">How many rows there are; 0 is allowed.</param>
    /// <exception cref="ArgumentException">The array is too short for that view.</exception>
    public Tensor(float[] memory, int start, Shape shape, int rows)
    {
        if (rows < 0 || start < 0 || (long)rows * shape.Size > memory.Length - start)
            throw new ArgumentException($"{rows} rows of {shape} from position {start} do not fit into {memory.Length} numbers.");
        _memory = memory;
        _start = start;
        Shape = shape;
        Rows = rows;
    }

    /// <summary>The size of one row.</summary>
    public Shape Shape { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>Whether this is the view of nothing: <c>default(Tensor)</c>.</summary>
    public bool IsEmpty => _memory is null;

    /// <summary>All numbers, row by row.</summary>
    public Span<float> Values => _memory.AsSpan(_start, Rows * Shape.Size);

    /// <summary>The numbers of one row.</summary>
    /// <param name="row">Which row, from 0.</param>
    public Span<float> Row(int row) => Values.Slice(row * Shape.Size, Shape.Size);

    /// <summary>The numbers as a matrix of <see cref="Rows"/> rows and <c>Shape.Size</c> columns.</summary>
    public Matrix Matrix => new(Values, Rows, Shape.Size);

    /// <summary>The first rows of this view.</summary>
    /// <param name="rows">How many rows, from the first on.</param>
    public Tensor Take(int rows) => IsEmpty ? this : new(_memory, _start, Shape, rows);

    /// <summary>Some rows of this view.</summary>
    internal Tensor Slice(int first, int rows) => IsEmpty ? this : new(_memory, _start + (first * Shape.Size), Shape, rows);

    /// <summary>The same numbers seen in another shape of the same size.</summary>
    /// <param name="shape">A shape of as many numbers.</param>
    /// <exception cref="ArgumentException">The shape has another number of numbers.</exception>
    public Tensor As(Shape shape) => IsEmpty ? this
        : shape.Size == Shape.Size ? new(_memory, _start, shape, Rows)
        : throw new ArgumentException($"{Shape} cannot be seen as {shape}: the sizes differ.");

    /// <summary>The same memory for rows of another shape: how one buffer serves several layers.</summary>
    internal Tensor Reuse(Shape shape, int rows) => new(_memory, _start, shape, rows);

    /// <summary>Aligned memory of its own, all zeros.</summary>
    /// <param name="shape">The shape of one row.</param>
    /// <param name="rows">How many rows.</param>
    public static Tensor Allocate(Shape shape, int rows)
    {
        var (array, start) = AlignedMemory.Allocate(checked(shape.Size * rows));
        return new Tensor(array, start, shape, rows);
    }
}
