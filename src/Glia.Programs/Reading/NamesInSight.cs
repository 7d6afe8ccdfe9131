using Glia.Programs.Tapes;

namespace Glia.Programs.Reading;

/// <summary>What a line of the program can reach of a layer.</summary>
/// <param name="At">The statement.</param>
/// <param name="Sums">An expression for the pre-activations; null if none is in sight.</param>
/// <param name="Outputs">An expression for the outputs; null if none is in sight.</param>
internal sealed record NamesInSight(Statement At, string? Sums, string? Outputs)
{
    /// <summary>The names in sight at the statement that made a value.</summary>
    public static NamesInSight? Of(Graph graph, int made, int sums, int outputs)
    {
        if (graph.MakerOf(made) is not { } maker || graph.Tape.NamedStatementOf(maker) is not { } at) return null;
        int place = Enumerable.Range(0, graph.Tape.Places.Count).FirstOrDefault(number => graph.Tape.Scopes.ContainsKey(number)
            && graph.Tape.Places[number] is [var innermost, ..] && innermost.IsSame(at), -1);
        return place < 0 ? null : new NamesInSight(at, Name(sums), Name(outputs));

        // Numbers lie the same way: an expression for the transposed array would multiply others.
        string? Name(int value) => graph.Tape.Scopes[place].Where(name => graph.Source(name.Value) == graph.Source(value)
            && graph[name.Value].Shape.SequenceEqual(graph[made].Shape)).Select(name => name.Key).FirstOrDefault();
    }
}
