using Glia.Files;

namespace Glia.DoctorBench.Traces;

/// <summary>The arrays of a trace as an author keeps them who writes in another way: names, layout, signs.</summary>
internal static class Written
{
    private static readonly string[] s_words = ["loss", "hidden_activation", "output_activation"];

    /// <summary>The same numbers in the author's way.</summary>
    public static IReadOnlyDictionary<string, NdArray> As(HandSpec spec, Dictionary<string, NdArray> arrays)
    {
        HandStyle style = spec.Style;
        if (style.Wordless)
            foreach (string word in s_words) arrays.Remove(word);
        double factor = (style.TargetMinusOutput ? -1 : 1) * (style.RateInGradient ? spec.Rate : 1);
        foreach (string name in arrays.Keys.Where(name => name.StartsWith("grad_", StringComparison.Ordinal)).ToList())
            if (factor != 1) arrays[name] = Map(arrays[name], value => factor * value);
        if (style.BiasInKernel) Joined(arrays);
        if (style.Columns)
            foreach (string name in arrays.Keys.Where(name => arrays[name].Rank == 2).ToList()) arrays[name] = Turned(arrays[name]);
        return style.CountsFromZero ? arrays.ToDictionary(one => FromZero(one.Key), one => one.Value) : arrays;
    }

    // Every kernel takes its bias as one more row.
    private static void Joined(Dictionary<string, NdArray> arrays)
    {
        foreach (string kernel in arrays.Keys.Where(name => arrays.ContainsKey(BiasOf(name)) && BiasOf(name) != name).ToList())
        {
            NdArray weights = arrays[kernel];
            int rows = weights.Shape[0], columns = weights.Shape[1];
            arrays[kernel] = NdArray.From([.. weights.ToDoubles(), .. arrays[BiasOf(kernel)].ToDoubles()], rows + 1, columns);
            arrays.Remove(BiasOf(kernel));
        }
    }

    // w1_after has b1_after, grad_w1 has grad_b1.
    private static string BiasOf(string kernel)
    {
        int at = kernel.StartsWith("grad_w", StringComparison.Ordinal) ? 5 : kernel.StartsWith("eval_w", StringComparison.Ordinal) ? 5 : 0;
        return kernel.Length > at + 1 && kernel[at] == 'w' && char.IsAsciiDigit(kernel[at + 1])
            ? $"{kernel[..at]}b{kernel[(at + 1)..]}" : kernel;
    }

    // w1 becomes W0, grad_b2 becomes db1.
    private static string FromZero(string name)
    {
        string rest = name.StartsWith("grad_", StringComparison.Ordinal) ? name[5..] : name;
        if (rest.Length < 2 || rest[0] is not ('w' or 'b') || !char.IsAsciiDigit(rest[1])) return name;
        string letter = rest[0] == 'w' ? "W" : "b";
        return $"{(rest == name ? "" : "d")}{letter}{rest[1] - '1'}{rest[2..]}";
    }

    private static NdArray Map(NdArray array, Func<double, double> change) =>
        NdArray.From([.. array.ToDoubles().Select(change)], array.Shape);

    private static NdArray Turned(NdArray array)
    {
        double[] values = array.ToDoubles();
        int rows = array.Shape[0], columns = array.Shape[1];
        var turned = new double[values.Length];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j];
        return NdArray.From(turned, columns, rows);
    }
}
