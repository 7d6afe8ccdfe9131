using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>The same network recorded in the ways people keep their arrays gives the same diagnosis.</summary>
public class TraceFormsTests
{
    public static TheoryData<string> Forms => [.. s_forms.Keys];

    private static readonly Dictionary<string, Action<Dictionary<string, NdArray>>> s_forms = new()
    {
        ["samples in columns"] = InColumns,
        ["numbers from 0"] = arrays => Renamed(arrays, (kind, number) => $"{kind}{number - 1}"),
        ["capitals"] = arrays => Renamed(arrays, (kind, number) => $"{char.ToUpperInvariant(kind)}{number}"),
        ["weights and biases"] = arrays => Renamed(arrays, (kind, number) => $"{(kind == 'w' ? "weights" : "biases")}_{number}"),
        ["modules of PyTorch"] = Modules,
        ["biases in the last row"] = arrays => WithinKernels(arrays, first: false),
        ["biases in the first row"] = arrays => WithinKernels(arrays, first: true),
    };

    [Theory, MemberData(nameof(Forms))]
    public void A_healthy_network_is_understood(string form)
    {
        var arrays = Recorded("");
        s_forms[form](arrays);
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, form));
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.Contains(diagnosis.Checks, check => check is { Code: "GLIA055", Outcome: Outcome.Fine });
        Assert.DoesNotContain(diagnosis.Checks, check => check.Measured.Contains("mean nothing", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Forms))]
    public void A_wrong_mask_is_named_in_every_form(string form)
    {
        var arrays = Recorded("mask-gradient-sign");
        s_forms[form](arrays);
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, form));
        Assert.Equal("GLIA056", diagnosis.Findings[0].Code);
    }

    [Fact]
    public void A_gradient_that_is_one_number_is_the_finding_and_no_refusal()
    {
        var arrays = Recorded("");
        arrays["grad_w1"] = NdArray.Scalar(0.01);
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, "scalar"));
        Finding finding = Assert.Single(diagnosis.Errors, one => one.Code == "GLIA055");
        Assert.Contains("grad_w1 is a single number", finding.Evidence);
    }

    [Fact]
    public void A_bias_for_each_sample_is_a_warning_and_the_pass_is_reproduced()
    {
        var arrays = Recorded("");
        foreach (string name in new[] { "b1", "b2" })
        {
            double[] before = arrays[name].ToDoubles();
            arrays[name] = EachRow(arrays[name], 16);
            arrays[$"{name}_after"] = EachRow(arrays[$"{name}_after"], 16, (row, unit) => 1e-4 * row * before[unit]);
        }
        foreach (string name in new[] { "grad_b1", "grad_b2" }) arrays.Remove(name);
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, "each"));
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings, finding => finding is { Code: "GLIA058", Severity: Severity.Warning });
        Assert.Contains(diagnosis.Checks, check => check is { Code: "GLIA050", Outcome: Outcome.Fine });
    }

    [Fact]
    public void A_bias_for_each_sample_that_is_kept_equal_is_one_bias()
    {
        var arrays = Recorded("");
        foreach (string name in new[] { "b1", "b2", "b1_after", "b2_after" }) arrays[name] = EachRow(arrays[name], 16);
        foreach (string name in new[] { "grad_b1", "grad_b2" }) arrays.Remove(name);
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, "equal"));
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.DoesNotContain(diagnosis.Findings, finding => finding.Code == "GLIA058");
    }

    private static Dictionary<string, NdArray> Recorded(string mistake) => new ToyRun
    {
        Dice = new Dice(3),
        Mistake = mistake,
        Widths = [5, 9, 3],
        Rows = 16,
        Rate = 0.1,
        OneHot = true,
        WarmUp = mistake.Length > 0 ? 60 : 10,
    }.Record();

    private static void InColumns(Dictionary<string, NdArray> arrays)
    {
        foreach (string name in new[] { "x", "y", "outputs", "eval_x", "eval_y", "eval_outputs", "w1", "w2", "grad_w1", "grad_w2",
            "w1_after", "w2_after" })
            if (arrays.TryGetValue(name, out var array) && array.Rank == 2) arrays[name] = Turned(array);
        foreach (string name in arrays.Keys.Where(key => key is "b1" or "b2" or "grad_b1" or "grad_b2" or "b1_after" or "b2_after")
            .ToList())
            arrays[name] = NdArray.From(arrays[name].ToDoubles(), (int)arrays[name].Length, 1);
    }

    private static void Renamed(Dictionary<string, NdArray> arrays, Func<char, int, string> name)
    {
        foreach (char kind in "wb")
            foreach (int number in new[] { 1, 2 })
                foreach (var (prefix, suffix) in new[] { ("", ""), ("grad_", ""), ("", "_after") })
                    Move(arrays, $"{prefix}{kind}{number}{suffix}", $"{prefix}{name(kind, number)}{suffix}#");
        foreach (string key in arrays.Keys.Where(key => key.EndsWith('#')).ToList()) Move(arrays, key, key[..^1]);
    }

    private static void Modules(Dictionary<string, NdArray> arrays)
    {
        foreach (string name in new[] { "w1", "w2", "grad_w1", "grad_w2", "w1_after", "w2_after" }) arrays[name] = Turned(arrays[name]);
        var layers = new Dictionary<int, string> { [1] = "fc1", [2] = "out" };
        foreach (var (number, layer) in layers)
            foreach (var (kind, word) in new[] { ("w", "weight"), ("b", "bias") })
            {
                Move(arrays, $"{kind}{number}", $"{layer}.{word}");
                Move(arrays, $"grad_{kind}{number}", $"{layer}.{word}.grad");
                Move(arrays, $"{kind}{number}_after", $"{layer}.{word}_after");
            }
    }

    private static void WithinKernels(Dictionary<string, NdArray> arrays, bool first)
    {
        foreach (int number in new[] { 1, 2 })
            foreach (var (prefix, suffix) in new[] { ("", ""), ("grad_", ""), ("", "_after") })
            {
                var (kernel, bias) = (arrays[$"{prefix}w{number}{suffix}"], arrays[$"{prefix}b{number}{suffix}"]);
                double[] values = first ? [.. bias.ToDoubles(), .. kernel.ToDoubles()] : [.. kernel.ToDoubles(), .. bias.ToDoubles()];
                arrays[$"{prefix}w{number}{suffix}"] = NdArray.From(values, kernel.Shape[0] + 1, kernel.Shape[1]);
                arrays.Remove($"{prefix}b{number}{suffix}");
            }
        // An evaluation that recorded weights of its own would show them in the other form.
        foreach (string name in arrays.Keys.Where(key => key.StartsWith("eval_w", StringComparison.Ordinal)
            || key.StartsWith("eval_b", StringComparison.Ordinal)).ToList()) arrays.Remove(name);
    }

    private static NdArray EachRow(NdArray bias, int rows, Func<int, int, double>? more = null) =>
        NdArray.From(
            [.. Enumerable.Range(0, rows).SelectMany(row => bias.ToDoubles().Select((b, unit) => b + (more?.Invoke(row, unit) ?? 0)))],
            rows, (int)bias.Length);

    private static NdArray Turned(NdArray array)
    {
        var (rows, columns) = (array.Shape[0], array.Shape[1]);
        double[] values = array.ToDoubles(), turned = new double[values.Length];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) turned[j * rows + i] = values[i * columns + j];
        return NdArray.From(turned, columns, rows);
    }

    private static void Move(Dictionary<string, NdArray> arrays, string from, string to)
    {
        if (arrays.Remove(from, out var array)) arrays[to] = array;
    }
}
