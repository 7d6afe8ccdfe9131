namespace Glia.Interop.Parquet;

/// <summary>What the values of a column are.</summary>
internal enum ParquetKind
{
    Truth,
    Integer,
    Unsigned,
    Single,
    Double,
    Half,
    Text,
    Date,
    Milliseconds,
    Microseconds,
    Nanoseconds,

    // A time of the day in seconds.
    TimeOfDay,
}

/// <summary>A column of a Parquet file: a leaf of its schema.</summary>
/// <param name="Name">What it is called; <c>address.zip</c> in a structure.</param>
/// <param name="Place">Which of the leaves it is.</param>
/// <param name="Type">How its values are stored, the format's number.</param>
/// <param name="Length">How many bytes a value of fixed length has.</param>
/// <param name="Kind">What the values are.</param>
internal sealed record ParquetColumn(string Name, int Place, int Type, int Length, ParquetKind Kind)
{
    /// <summary>The level of a value that is there; less is a gap somewhere above it.</summary>
    public int Definition { get; init; }

    /// <summary>0, or 1 for a list in each row.</summary>
    public int Repetition { get; init; }

    /// <summary>The level from which on a list has an element.</summary>
    public int ElementDefinition { get; init; }

    /// <summary>Divides a time of the day, to seconds.</summary>
    public double PerSecond { get; init; } = 1;

    /// <summary>Why it cannot be read: <c>a map</c>; null where it can.</summary>
    public string? Refused { get; init; }

    /// <summary>Whether it is the bytes of image files, as Hugging Face's data sets have them.</summary>
    public bool AreImages { get; init; }

    /// <summary>Whether it is one of two values in a structure of an image, the name of its file.</summary>
    public bool IsPathOfImage { get; init; }

    /// <summary>Whether the values are numbers.</summary>
    public bool AreNumbers => Kind is ParquetKind.Integer or ParquetKind.Unsigned or ParquetKind.Single or ParquetKind.Double
        or ParquetKind.Half or ParquetKind.TimeOfDay;
}
