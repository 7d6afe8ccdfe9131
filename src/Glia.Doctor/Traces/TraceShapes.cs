using Glia.Doctor.Reference;

namespace Glia.Doctor.Traces;

/// <summary>How the arrays of a trace lie: settled from the shapes alone, before anything is computed.</summary>
/// <param name="SamplesInColumns">Whether each column of x is a sample, as in <c>W x + b</c>.</param>
/// <param name="Turned">Whether kernels are [out, in].</param>
/// <param name="LayoutOpen">Whether kernels could be either way round.</param>
/// <param name="BiasInKernel">Whether a kernel has a row more than its layer has inputs: the weights of a constant input,
/// which are the bias.</param>
internal sealed record TraceShapes(bool SamplesInColumns, bool Turned, bool LayoutOpen, bool BiasInKernel)
{
    /// <summary>Whether that row is the first and not the last.</summary>
    public bool BiasFirst { get; init; }

    /// <summary>Whether nothing says which row it is.</summary>
    public bool BiasRowOpen { get; init; }

    /// <summary>The shapes of these arrays.</summary>
    /// <exception cref="GliaException">They do not chain in any way.</exception>
    public static TraceShapes Of(TraceArrays from, IReadOnlyList<Matrix> kernels)
    {
        string? layout = from.Text("layout"), samples = from.Text("samples");
        if (layout is not (null or "in_out" or "out_in")) throw from.Wrong($"layout is '{layout}'; write in_out or out_in");
        if (samples is not (null or "rows" or "columns")) throw from.Wrong($"samples is '{samples}'; write rows or columns");
        string? biasRow = from.Text("bias_row");
        if (biasRow is not (null or "first" or "last")) throw from.Wrong($"bias_row is '{biasRow}'; write first or last");
        List<Matrix> turned = [.. kernels.Select(kernel => kernel.Transposed())];
        var (rows, columns) = SizeOfX(from, kernels[0]);
        foreach (bool biasInKernel in new[] { false, true })
            foreach (bool inColumns in new[] { false, true })
            {
                if (samples is not null && inColumns != (samples == "columns")) continue;
                int inputs = inColumns ? rows : columns, count = inColumns ? columns : rows;
                bool inOut = layout != "out_in" && Chains(from, kernels, inputs, count, biasInKernel);
                bool outIn = layout != "in_out" && Chains(from, turned, inputs, count, biasInKernel);
                if (inOut || outIn)
                    return new(inColumns, Turned: !inOut, inOut && outIn, biasInKernel)
                    {
                        BiasFirst = biasRow == "first",
                        BiasRowOpen = biasInKernel && biasRow is null,
                    };
            }
        string shapes = string.Join(", ", kernels.Select(kernel => $"{kernel.Rows} x {kernel.Columns}"));
        throw from.Wrong($"the shapes do not chain: x has {columns} columns and the weights are {shapes}" +
            $"{(layout is null ? "" : $" with layout {layout}")}; " +
            "record each w with its inputs matching the layer below");
    }

    // One axis is one sample where its length is that of the inputs of the first layer, otherwise a column.
    private static (int Rows, int Columns) SizeOfX(TraceArrays from, Matrix first)
    {
        var x = from.Numbers("x")!;
        if (x.Rank >= 2) return (x.Shape[0], (int)(x.Length / x.Shape[0]));
        int length = (int)x.Length;
        return length == first.Rows || length == first.Columns ? (1, length) : (length, 1);
    }

    // Biases decide what the shapes of the kernels leave open.
    private static bool Chains(TraceArrays from, IReadOnlyList<Matrix> kernels, int inputs, int samples, bool biasInKernel)
    {
        for (int i = 0; i < kernels.Count; i++)
        {
            bool own = biasInKernel && !from.Has($"b{i + 1}") && kernels[i].Rows == inputs + 1;
            if (kernels[i].Rows != inputs && !own) return false;
            inputs = kernels[i].Columns;
            if (from.Loose($"b{i + 1}") is { } bias && bias.Values.Length != inputs && bias.Values.Length != (long)inputs * samples)
                return false;
        }
        return true;
    }
}
