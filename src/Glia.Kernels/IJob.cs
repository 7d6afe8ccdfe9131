namespace Glia.Kernels;

/// <summary>Work cut into numbered tiles, for <see cref="Workers.For{TJob}"/>.</summary>
/// <remarks>Tiles run in any order and on any thread, so no two tiles may write the same element.</remarks>
public interface IJob
{
    /// <summary>Does one tile.</summary>
    /// <param name="tile">The tile's number, from zero.</param>
    void Run(int tile);
}
