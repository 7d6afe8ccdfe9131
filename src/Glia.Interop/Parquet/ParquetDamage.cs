namespace Glia.Interop.Parquet;

/// <summary>The sentence about a Parquet file that contradicts itself.</summary>
internal static class ParquetDamage
{
    /// <summary>The error.</summary>
    /// <param name="name">What messages call the file.</param>
    /// <param name="what">What is wrong: <c>its description cannot be read</c>.</param>
    /// <param name="cause">What came of it; null for nothing.</param>
    public static GliaException Of(string name, string what, Exception? cause = null) =>
        new($"{name} is a damaged Parquet file: {what}; export or copy it again.", cause!);
}
