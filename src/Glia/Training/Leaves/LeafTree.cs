using System.Numerics;

namespace Glia.Training.Leaves;

/// <summary>
/// The complete binary tree over the leaves of a step, 0 to a power of two, in which their gradients are added up. It depends on the
/// number of leaves alone, and so does every rounding: who computes which leaf, and where, changes no bit.
/// </summary>
/// <remarks>A node is called by its lowest leaf and its width; its sum lies where that leaf's was.</remarks>
internal static class LeafTree
{
    /// <summary>Whether a step can have so many.</summary>
    public static bool IsCount(int leaves) => leaves is >= 1 and <= FitOptions.MostLeaves && BitOperations.IsPow2(leaves);

    /// <summary>The first row of a leaf, of so many in a batch; that of the next one is where it ends.</summary>
    /// <remarks>Leaves differ by one row at most. Of a batch with fewer rows than leaves some are empty.</remarks>
    public static int FirstRow(int leaf, int leaves, int rows) => (int)((long)rows * leaf / leaves);

    /// <summary>The most rows that a leaf has.</summary>
    public static int MostRows(int leaves, int rows) => (int)(((long)rows + leaves - 1) / leaves);

    /// <summary>The first leaf that a process computes, of so many processes; that of the next one is where it ends.</summary>
    public static int FirstOf(int rank, int processes, int leaves) => (int)((long)leaves * rank / processes);

    /// <summary>
    /// The largest nodes all of whose leaves lie in a range, by their lowest leaf: the range is their leaves, in this order.
    /// </summary>
    public static int[] Nodes(int first, int end)
    {
        var nodes = new List<int>();
        for (int leaf = first; leaf < end;)
        {
            int width = 1;
            while (leaf % (2 * width) == 0 && leaf + (2 * width) <= end) width *= 2;
            nodes.Add(leaf);
            leaf += width;
        }
        return [.. nodes];
    }

    /// <summary>The sum of what was seen of each leaf, which is overwritten.</summary>
    public static BatchFigures Sum(Span<BatchFigures> leaves)
    {
        for (int width = 1; width < leaves.Length; width *= 2)
            for (int leaf = 0; leaf < leaves.Length; leaf += 2 * width) leaves[leaf] += leaves[leaf + width];
        return leaves[0];
    }
}
