using System.Globalization;
using System.Text.Json.Nodes;
using Glia.Doctor.Findings;
using Glia.Doctor.Rules;
using Glia.Programs.Reading;
using Glia.Programs.Tapes;

namespace Glia.Programs.Mending;

/// <summary>
/// Says for a finding which lines of the program have to become what, in the program's own variables: orders for <c>mend.py</c>. Where no
/// line can be written honestly there are none, and the finding's own words have to do.
/// </summary>
internal static class Repairs
{
    // He's variance for functions that cut off half of what comes in, Glorot's for layers as wide as the one before. Derived.
    private const double OfRelu = 2, OfOthers = 1;

    private static readonly HashSet<Fault> s_starts =
        [Faults.ConstantWeights, Faults.WeightsTooLarge, Faults.WeightsTooSmall];

    private static readonly HashSet<Fault> s_signs = [Faults.UpdateAdded, Faults.LossSignFlipped];

    private static readonly HashSet<Fault> s_derivatives = [Faults.WrongReluMask, Faults.WrongActivationDerivative];

    private static readonly HashSet<Fault> s_rates = [Faults.LearningRateTooHigh, Faults.LearningRateTooLow];

    /// <summary>Whether a fault is mended by another sign.</summary>
    public static bool IsOfSign(Fault fault) => s_signs.Contains(fault);

    /// <summary>The orders that mend a finding; null where no line can be written.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="step">The step that shows it.</param>
    /// <param name="program">The program's file: lines of others are not changed.</param>
    public static JsonArray? For(Finding finding, RecordedStep step, string program)
    {
        Statement[] statements = [.. Changed(finding, step).Distinct()];
        if (statements.Length == 0 || statements.Any(statement => !IsOf(statement, program))) return null;
        return s_signs.Contains(finding.Fault) ? [Order("sign", ("lines", Lines(statements)))]
            : s_starts.Contains(finding.Fault) ? [Start(step, statements)]
            : s_rates.Contains(finding.Fault) ? Rate(finding, step, statements[0])
            : Derivatives(finding, step);
    }

    // The statements that a finding of this kind is about.
    private static IEnumerable<Statement> Changed(Finding finding, RecordedStep step)
    {
        string form = s_signs.Contains(finding.Fault) ? "w{0} b{0}" : s_starts.Contains(finding.Fault) ? "w{0}_start"
            : s_rates.Contains(finding.Fault) ? "w{0}" : s_derivatives.Contains(finding.Fault) ? "grad_w{0}" : "";
        for (int layer = 1; layer <= step.Layers.Count; layer++)
            foreach (string name in form.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (step.Sources.TryGetValue(string.Format(CultureInfo.InvariantCulture, name, layer), out Statement? at)) yield return at;
    }

    private static JsonArray? Derivatives(Finding finding, RecordedStep step)
    {
        var orders = new JsonArray();
        foreach (Where where in (Where[])[finding.Where, .. finding.Where.Others])
        {
            if (where.Parameter is not { } parameter || !int.TryParse(parameter.AsSpan("grad_w".Length), out int layer)) return null;
            if (layer > step.Layers.Count || step.Layers[layer - 1] is not { InSight: { } names } one) return null;
            if (Derivative(one.Activation, names) is not { } derivative || !IsForAll(derivative.Factor, layer, names, step)) return null;
            // A loop over layers has one line for all of them.
            if (orders.Any(order => (int)order!["line"]! == names.At.First))
            {
                if (orders.All(order => (string)order!["factor"]! != derivative.Factor)) return null;
                continue;
            }
            orders.Add(Order("derivative", ("line", names.At.First), ("factor", derivative.Factor), ("off", derivative.Off)));
        }
        return orders;
    }

    // The names that are in sight belong to one round of a loop over the layers: in another round the same line needs others.
    private static bool IsForAll(string factor, int layer, NamesInSight names, RecordedStep step) =>
        Enumerable.Range(1, step.Layers.Count).Where(other => other != layer
            && step.Sources.TryGetValue($"grad_w{other}", out Statement? at) && at.IsSame(names.At)).All(other =>
                step.Layers[other - 1] is { InSight: { } others } one && Derivative(one.Activation, others)?.Factor == factor);

    // The derivative of a function by what is at hand, and where it is zero.
    private static (string Factor, string? Off)? Derivative(string activation, NamesInSight names) => (activation, names) switch
    {
        ("relu", { Sums: { } sums }) => ($"({sums} > 0)", $"{sums} <= 0"),
        ("relu", { Outputs: { } outputs }) => ($"({outputs} > 0)", $"{outputs} <= 0"),
        ("sigmoid", { Outputs: { } outputs }) => ($"{outputs} * (1 - {outputs})", null),
        ("tanh", { Outputs: { } outputs }) => ($"(1 - {outputs} ** 2)", null),
        _ => null,
    };

    private static JsonNode Start(RecordedStep step, Statement[] statements) => Order("start", ("lines", Lines(statements)),
        ("gain", step.Layers.Any(layer => layer.Activation is "relu" or "leaky_relu") ? OfRelu : OfOthers),
        ("first", step.Layers[0].IsInOut));

    private static JsonArray? Rate(Finding finding, RecordedStep step, Statement statement)
    {
        if (step.Rate is not { } rate || !finding.Numbers.TryGetValue("rate_times", out double times)) return null;
        string better = Words.Rounded(rate * times, 1).ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
        return [Order("number", ("line", statement.First), ("before", rate), ("after", better))];
    }

    // The recorder follows links to files, so only the end of a path is sure to be the same.
    private static bool IsOf(Statement statement, string program) => Path.GetFileName(statement.File) == Path.GetFileName(program)
        && Path.GetFileName(Path.GetDirectoryName(statement.File)) == Path.GetFileName(Path.GetDirectoryName(program));

    private static JsonArray Lines(Statement[] statements) => [.. statements.Select(statement => (JsonNode)statement.First)];

    private static JsonNode Order(string kind, params ReadOnlySpan<(string Name, JsonNode? Value)> values)
    {
        var order = new JsonObject { ["kind"] = kind };
        foreach (var (name, value) in values) order[name] = value;
        return order;
    }
}
