namespace Glia;

/// <summary>What a number has to be, in the words of an experiment file and of an option alike.</summary>
internal static class Bounds
{
    /// <summary>A share of a whole; all of it is none.</summary>
    public const string Share = "at least 0 and less than 1";

    /// <summary>A whole number that is not too small.</summary>
    public static string Whole<T>(T least) => $"a whole number of at least {least}";

    /// <summary>A number in a range.</summary>
    public static string Within<T>(T least, T most) => $"from {least} to {most}";
}
