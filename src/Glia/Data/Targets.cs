using System.Numerics;

namespace Glia.Data;

/// <summary>The targets of a data set: one number a row (rank 1), several (rank 2), or some for each step of a sequence (rank 3).</summary>
public sealed class Targets
{
    private readonly ClassNumbers? _classes;   // where the single 1 of each 0/1 row stands: a fortieth of the memory of ten columns
    private readonly float[] _single = [];   // zeros around a 1: each 0/1 row is a part of it
    private float[]? _values;   // made of the classes when somebody asks for all

    /// <summary>Targets of shape [n].</summary>
    /// <param name="values">The targets, row after row; kept, not copied.</param>
    public Targets(float[] values) : this(values, new Shape(1), 1) { }

    /// <summary>Targets of shape [n, width]; the array is used, not copied.</summary>
    /// <param name="values">The targets, row after row; kept, not copied.</param>
    /// <param name="width">How many numbers a row has.</param>
    public Targets(float[] values, int width) : this(values, OfWidth(width), 2) { }

    /// <summary>Targets of shape [n, …], as <c>[n, steps, 2]</c>: what a network answers that gives as much for each sample.</summary>
    /// <param name="values">The targets, row after row; kept, not copied.</param>
    /// <param name="shape">The shape of one row.</param>
    public Targets(float[] values, Shape shape) : this(values, shape, 1 + shape.Rank) { }

    private Targets(float[] values, Shape shape, int rank)
    {
        if (values.Length % shape.Size != 0)
            throw new ArgumentException($"{values.Length} numbers are no whole number of rows of {shape.Spoken}.", nameof(values));
        (_values, Shape, Rank, Rows) = (values, shape, rank, values.Length / shape.Size);
    }

    private Targets(ClassNumbers classes, int width)
    {
        (_classes, Shape, Rank, Rows) = (classes, width, 2, classes.Count);
        _single = new float[2 * width - 1];
        _single[width - 1] = 1;
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>Numbers of one row.</summary>
    public int Width => Shape.Size;

    /// <summary>The shape of one row: one axis, or more where each step of a sequence, or each point of a picture, has its own.</summary>
    public Shape Shape { get; }

    /// <summary>1 for targets of shape [n], 2 for [n, width], one more for each further axis.</summary>
    public int Rank { get; }

    /// <summary>
    /// Whether each number of a row is the answer to a yes/no question of its own (multilabel),
    /// so that answers are counted number by number.
    /// </summary>
    public bool AreLabels { get; private init; }

    /// <summary>The same targets, each number the answer to a yes/no question of its own.</summary>
    public Targets AsLabels() => new(All(), Shape, Rank) { AreLabels = true };

    /// <summary>The numbers, row by row. Where they are classes in 0/1 rows they are written out by the first call.</summary>
    public ReadOnlySpan<float> Values => All();

    /// <summary>Whether they were made as 0/1 rows with a single 1.</summary>
    internal bool AreClasses => _classes is not null;

    /// <summary>The numbers of one row.</summary>
    /// <param name="row">Which row, from 0.</param>
    public ReadOnlySpan<float> this[int row] =>
        _classes is { } classes ? _single.AsSpan(Width - 1 - classes[row], Width) : _values.AsSpan(row * Width, Width);

    /// <summary>Writes rows one after the other in the order asked for. Allocates nothing.</summary>
    /// <param name="rows">Row numbers.</param>
    /// <param name="destination">Room for as many rows.</param>
    public void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        if (_classes is not { } classes)
        {
            Kernels.Gather.Floats(_values, Width, rows, destination);
            return;
        }
        Span<float> all = destination[..(rows.Length * Width)];
        all.Clear();
        for (int i = 0; i < rows.Length; i++) all[i * Width + classes[rows[i]]] = 1;
    }

    /// <summary>Some of the rows, copied, in the order asked for.</summary>
    /// <param name="rows">Row numbers, in the order wanted; a row may come more than once.</param>
    public Targets Select(ReadOnlySpan<int> rows)
    {
        if (_classes is { } classes) return new Targets(classes.Select(rows), Width);
        var values = new float[rows.Length * Width];
        Gather(rows, values);
        return new Targets(values, Shape, Rank) { AreLabels = AreLabels };
    }

    /// <summary>
    /// The class of every row: of 0/1 rows or probabilities the column of the largest number, of single numbers the number.
    /// </summary>
    /// <exception cref="GliaException">A single number is no whole number.</exception>
    public int[] ToClasses()
    {
        if (_classes is not null) return _classes.ToArray();
        var classes = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> values = this[row];
            if (Width == 1)
            {
                if (values[0] != (int)values[0])
                    throw new GliaException($"Row {row} has target {values[0]}, which is no class; classes are whole numbers.");
                classes[row] = (int)values[0];
                continue;
            }
            for (int c = 1; c < Width; c++)
                if (values[c] > values[classes[row]]) classes[row] = c;
        }
        return classes;
    }

    /// <summary>One value a row, of any number type; copied.</summary>
    /// <param name="values">One number a row.</param>
    /// <exception cref="GliaException">A value is beyond float32.</exception>
    public static Targets From<TNumber>(IReadOnlyList<TNumber> values) where TNumber : INumberBase<TNumber> =>
        new(NumberRows.Of([.. values.Select(value => (TNumber[])[value])], "targets").Values);

    /// <summary>Several values a row, of any number type; copied.</summary>
    /// <param name="values">Row, then column.</param>
    /// <exception cref="GliaException">There are no columns, or a value is beyond float32.</exception>
    public static Targets From<TNumber>(TNumber[,] values) where TNumber : INumberBase<TNumber>
    {
        (float[] numbers, int width) = NumberRows.Of(values, "targets");
        return new Targets(numbers, width);
    }

    /// <summary>Several values a row, of any number type, always as many; copied.</summary>
    /// <param name="values">The rows.</param>
    /// <exception cref="GliaException">A row is missing, empty or of another length, or a value is beyond float32; the sentence says
    /// which.</exception>
    public static Targets From<TNumber>(IReadOnlyList<TNumber[]> values) where TNumber : INumberBase<TNumber>
    {
        (float[] numbers, int width) = NumberRows.Of(values, "targets");
        return new Targets(numbers, width);
    }

    /// <summary>One value a row.</summary>
    public static implicit operator Targets(float[] values) => new([.. values]);

    /// <summary>One value a row.</summary>
    public static implicit operator Targets(double[] values) => From<double>(values);

    /// <summary>Several values a row.</summary>
    public static implicit operator Targets(float[,] values) => From(values);

    /// <summary>Several values a row.</summary>
    public static implicit operator Targets(double[,] values) => From(values);

    /// <summary>Several values a row, always as many.</summary>
    public static implicit operator Targets(float[][] values) => From<float>(values);

    /// <summary>Several values a row, always as many.</summary>
    public static implicit operator Targets(double[][] values) => From<double>(values);

    /// <summary>Class numbers as 0/1 rows, <c>to_categorical</c> of Keras: width is the largest class + 1 unless given.</summary>
    /// <param name="classes">The class of each row, from 0.</param>
    /// <param name="width">How many classes there are; one more than the largest if null.</param>
    /// <exception cref="GliaException">A class is no whole number from 0 to the width - 1.</exception>
    public static Targets OneHot(ReadOnlySpan<int> classes, int? width = null)
    {
        int count = width ?? 0;
        if (width is null)
            foreach (int label in classes) count = Math.Max(count, label == int.MaxValue ? label : label + 1);
        RequireMemory(classes.Length, count);
        for (int row = 0; row < classes.Length; row++)
        {
            if ((uint)classes[row] >= (uint)count)
                throw new GliaException($"Row {row} has class {classes[row]}, but classes go from 0 to {count - 1}.");
        }
        return new Targets(ClassNumbers.Of(classes, Math.Max(count, 1)), Math.Max(count, 1));
    }

    /// <summary>Class numbers at each step of a row as 0/1 columns at each step, <c>to_categorical</c> of Keras.</summary>
    /// <param name="classes">A class number, 0, 1, 2 and so on, for each step of each row.</param>
    /// <param name="count">How many classes there are.</param>
    /// <exception cref="GliaException">A number is no class.</exception>
    internal static Targets OneHotSteps(Targets classes, int count)
    {
        RequireMemory(classes.Values.Length, count);
        for (int i = 0; i < classes.Values.Length; i++)
        {
            float label = classes.Values[i];
            if (!(label >= 0 && label < count && label == MathF.Floor(label)))
                throw new GliaException($"Row {i / classes.Width} has {label} at step {i % classes.Width}, but classes are whole numbers " +
                    $"from 0 to {count - 1}.");
        }
        var values = new float[classes.Values.Length * count];
        for (int i = 0; i < classes.Values.Length; i++) values[i * count + (int)classes.Values[i]] = 1;
        return new Targets(values, new Shape(classes.Width, count));
    }

    /// <summary>Other numbers of the same shape.</summary>
    internal Targets With(float[] values) => new(values, Shape, Rank);

    /// <summary>Makes sure that 0/1 rows fit into an array: class numbers with large gaps would not.</summary>
    internal static void RequireMemory(int rows, long width, string where = "")
    {
        if (width * rows > Array.MaxLength)
            throw new GliaException($"The largest class{where} is {width - 1:N0}, which would make rows of {width:N0} numbers; " +
                "number the classes 0, 1, 2 and so on.");
    }

    private static Shape OfWidth(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        return width;
    }

    private float[] All()
    {
        if (_values is { } written) return written;
        var values = new float[Rows * Width];
        for (int row = 0; row < Rows; row++) values[row * Width + _classes![row]] = 1;
        return _values = values;
    }
}
