namespace Glia;

/// <summary>
/// Stages one after the other each of which computes every row by itself, as those of images do. They run depth first: a few rows through
/// all of them, then the next few, so that what one writes is still in the cache when the next one reads it. Gradients between them are
/// kept for a few rows only, and so are outputs that no backward pass reads. The bits are those of one stage after the other.
/// </summary>
/// <param name="First">The first stage.</param>
/// <param name="End">The stage after the last.</param>
/// <param name="RowsOfThread">How many rows each thread takes at a time.</param>
internal sealed record DepthFirstRun(int First, int End, int RowsOfThread)
{
    // 512 KB of the largest output, half of a usual second-level cache; and rows from which on more bring nothing. Measured on Keras'
    // mnist_convnet: 2 to 8 rows are alike, 16 are 5 % slower, 32 are 13 % slower.
    private const int MostNumbers = 1 << 17, MostRows = 8;

    /// <summary>How many rows it takes at a time.</summary>
    public int Rows(int threads) => RowsOfThread * threads;

    /// <summary>The runs among the first stages of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="stages">How many stages count.</param>
    public static List<DepthFirstRun> Of(Network network, int stages)
    {
        List<DepthFirstRun> runs = [];
        ILookup<int, int> takers = network.Stages.SelectMany((stage, i) => stage.Inputs.Select(from => (from, i)))
            .ToLookup(pair => pair.from, pair => pair.i);
        for (int first = 0, end; first < stages; first = Math.Max(end, first + 1))
        {
            end = first;
            while (end < stages && IsRowwise(network.Stages[end]) && (end == first || Follows(end))) end++;
            Stage[] run = network.Stages[first..end];
            // Without weights there is too little to do for it to be worth a loop.
            if (run.Length < 2 || !run.Any(stage => stage.Step.AddsGradients)) continue;
            int largest = Math.Max(1, run.Max(stage => stage.Step.OutputShape.Size));
            runs.Add(new DepthFirstRun(first, end, Math.Clamp(MostNumbers / largest, 1, MostRows)));
        }
        return runs;

        bool Follows(int stage) => network.Stages[stage].Inputs is [var from] && from == stage - 1 && takers[from].Count() == 1;
    }

    private static bool IsRowwise(Stage stage) => stage.Step.IsRowwise && stage.Saved == 0 && stage.Inputs.Length == 1;
}
