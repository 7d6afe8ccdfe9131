namespace Glia;

/// <summary>The size of ONE sample, one to four dimensions. The batch is a row count, never part of a shape.</summary>
public readonly struct Shape : IEquatable<Shape>
{
    private readonly int _d0, _d1, _d2, _d3;

    /// <summary>
    /// A shape from its dimensions, slowest first: <c>new Shape(28, 28, 1)</c> is an image of 28 rows, 28 columns, one channel.
    /// </summary>
    /// <param name="dimensions">The length of each axis of one sample, each at least 1; the batch is none of them.</param>
    /// <exception cref="ArgumentException">There are no or more than four dimensions, or one is not positive.</exception>
    public Shape(params ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length is 0 or > 4)
            throw new ArgumentException($"A shape has 1 to 4 dimensions, not {dimensions.Length}.", nameof(dimensions));
        long size = 1;
        foreach (int dimension in dimensions)
        {
            if (dimension <= 0)
                throw new ArgumentException($"Every dimension of a shape is at least 1, not {dimension}.", nameof(dimensions));
            size *= dimension;
            if (size > int.MaxValue)
                throw new ArgumentException("A sample holds at most 2,147,483,647 numbers.", nameof(dimensions));
        }
        Rank = dimensions.Length;
        Size = (int)size;
        _d0 = dimensions[0];
        _d1 = Rank > 1 ? dimensions[1] : 1;
        _d2 = Rank > 2 ? dimensions[2] : 1;
        _d3 = Rank > 3 ? dimensions[3] : 1;
    }

    /// <summary>How many dimensions there are.</summary>
    public int Rank { get; }

    /// <summary>How many numbers one sample holds: the product of the dimensions.</summary>
    public int Size { get; }

    /// <summary>The last dimension: the features or channels.</summary>
    public int Last => this[Rank - 1];

    /// <summary>
    /// How many groups of <see cref="Last"/> numbers there are: 1 for one dimension, the pixels of an image, the steps of a sequence.
    /// </summary>
    public int Positions => Size / Last;

    /// <summary>One dimension, slowest first.</summary>
    /// <param name="axis">Which axis, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => (uint)axis >= (uint)Rank
        ? throw new ArgumentOutOfRangeException(nameof(axis), $"Shape {this} has no axis {axis}.")
        : axis switch { 0 => _d0, 1 => _d1, 2 => _d2, _ => _d3 };

    /// <summary>A shape of one dimension.</summary>
    public static implicit operator Shape(int size) => new(size);

    /// <summary>The dimensions as a new array.</summary>
    public int[] ToArray()
    {
        var dimensions = new int[Rank];
        for (int axis = 0; axis < Rank; axis++) dimensions[axis] = this[axis];
        return dimensions;
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => Rank == other.Rank && _d0 == other._d0 && _d1 == other._d1 && _d2 == other._d2 && _d3 == other._d3;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, _d0, _d1, _d2, _d3);

    /// <summary>Whether two shapes have the same dimensions.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    // How a sentence says how many numbers a sample has: 784, or 784 (28x28x1).
    internal string Spoken => Rank == 1 ? ToString() : $"{Size} ({this})";

    /// <summary>The dimensions as text: <c>28x28x1</c>.</summary>
    public override string ToString() => string.Join('x', ToArray());
}
