namespace Glia.Programs.Reading;

/// <summary>The operations that had a part in some values.</summary>
internal static class Slice
{
    /// <summary>The indices of the operations from which values were computed, back to the start of the window.</summary>
    /// <param name="graph">The window.</param>
    /// <param name="of">The values.</param>
    /// <param name="until">Values whose own making does not count.</param>
    public static HashSet<int> Of(Graph graph, IEnumerable<int> of, IReadOnlySet<int> until)
    {
        HashSet<int> operations = [], seen = [];
        Stack<int> open = new(of);
        while (open.TryPop(out int value))
        {
            if (!seen.Add(value) || graph.MakerOf(value) is not { } maker) continue;
            operations.Add(maker.Index);
            foreach (int operand in maker.Values)
                if (!until.Contains(operand)) open.Push(operand);
        }
        return operations;
    }
}
