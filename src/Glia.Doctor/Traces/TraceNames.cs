using System.Globalization;
using System.Text.RegularExpressions;
using Glia.Files;

namespace Glia.Doctor.Traces;

/// <summary>
/// Gives the arrays of a trace their canonical names (<c>w1</c>, <c>grad_b2</c>, <c>w2_after</c>), whatever their owner calls the layers:
/// <c>W0</c>, <c>weights_1</c>, <c>fc1.weight</c>, <c>dense/kernel</c>. A name that follows no pattern stays as it is.
/// </summary>
internal static partial class TraceNames
{
    /// <summary>The same arrays under canonical names, where the weights do not have them already.</summary>
    public static IReadOnlyDictionary<string, NdArray> Canonical(IReadOnlyDictionary<string, NdArray> arrays)
    {
        var kernels = arrays.Keys.Where(IsKernel).ToList();
        // Numbers that begin at 2 or later tell that a layer is missing.
        if (kernels.Count == 0 || (arrays.ContainsKey("w1") && !arrays.ContainsKey("w0"))
            || OwnNumbers(kernels) is { } own && own.Min() > 1)
            return arrays;
        var numbers = Numbered(kernels);
        var renamed = new Dictionary<string, NdArray>();
        foreach (var (name, array) in arrays) renamed.TryAdd(Renamed(name, numbers) ?? name, array);
        // PyTorch keeps its weights as [out, in].
        if (kernels.TrueForAll(name => name.EndsWith(".weight", StringComparison.Ordinal)))
            renamed.TryAdd("layout", NdArray.Scalar("out_in"));
        return renamed;
    }

    private static bool IsKernel(string name) => Role(name) is { Prefix: "", Suffix: "" } role && Layer(role.Base) is { IsKernel: true };

    // Layers in the order of their own numbers where each has one, otherwise in the order in which they were saved.
    private static Dictionary<string, int> Numbered(List<string> kernels)
    {
        var layers = kernels.ConvertAll(name => Layer(name)!.Value.Name);
        if (OwnNumbers(kernels) is { } own)
            return layers.Zip(own).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second + 1 - own.Min());
        return layers.Distinct().Select((name, at) => (name, at)).ToDictionary(pair => pair.name, pair => pair.at + 1);
    }

    private static List<int>? OwnNumbers(List<string> kernels)
    {
        var numbers = kernels.ConvertAll(name => int.TryParse(Layer(name)!.Value.Name, CultureInfo.InvariantCulture, out int number)
            ? number
            : -1);
        return numbers.Contains(-1) ? null : numbers;
    }

    private static string? Renamed(string name, Dictionary<string, int> numbers)
    {
        var role = Role(name);
        if (Layer(role.Base) is not { } layer || !numbers.TryGetValue(layer.Name, out int number)) return null;
        return $"{role.Prefix}{(layer.IsKernel ? "w" : "b")}{number.ToString(CultureInfo.InvariantCulture)}{role.Suffix}";
    }

    private static (string Prefix, string Base, string Suffix) Role(string name)
    {
        string prefix = "", suffix = "";
        if (Affix().Match(name) is { Success: true } match)
        {
            name = match.Groups["base"].Value;
            if (match.Groups["grad"].Success || match.Groups["gradient"].Success) prefix = "grad_";
            if (match.Groups["eval"].Success) prefix = "eval_";
            if (match.Groups["after"].Success) suffix = "_after";
            if (match.Groups["start"].Success) suffix = "_start";
        }
        return (prefix, name, suffix);
    }

    // The layer an array belongs to: its number, or the path of its module.
    private static (string Name, bool IsKernel)? Layer(string name)
    {
        if (Numbers().Match(name) is { Success: true } numbered)
            return (numbered.Groups["number"].Value, numbered.Groups["kernel"].Success);
        if (Modules().Match(name) is { Success: true } module)
            return (module.Groups["path"].Value, module.Groups["kernel"].Success);
        return null;
    }

    [GeneratedRegex(@"^(?:(?<eval>eval_)|(?<grad>grad_|d(?=[Ww]\d|[Bb]\d)))?" +
        @"(?<base>.+?)(?:(?<gradient>[_.]grad)|(?<after>[_.]after)|(?<start>[_.]start))?$")]
    private static partial Regex Affix();

    [GeneratedRegex(@"^(?:(?<kernel>w|weights?|kernels?|theta)|b|bias|biases)[_\[]?(?<number>\d{1,4})\]?$", RegexOptions.IgnoreCase)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^(?<path>.+)[./](?:(?<kernel>weight|kernel)|bias)$")]
    private static partial Regex Modules();
}
