using Glia.Doctor.Findings;
using Glia.Programs.Mending;

namespace Glia.Programs.Tests;

/// <summary>The corrected line in the program's own variables, and what comes of it when the program runs once more.</summary>
public sealed class CorrectionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("glia-correction").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("columns_gradient_masked.py", "GLIA056", "line 23: dA1[dA1 < 0] = 0 -> dA1[Z1 <= 0] = 0")]
    [InlineData("uphill.py", "GLIA048", "line 23: W1 += rate * X.T @ D1 -> W1 -= rate * X.T @ D1")]
    [InlineData("rate_far_too_low.py", "GLIA066", "line 13: LEARNING_RATE = 1e-7 -> LEARNING_RATE = 0.00")]
    [InlineData("all_zero_start.py", "GLIA040",
        "line 14: self.w1 = np.zeros((4, 10)) -> self.w1 = np.random.randn(4, 10) * np.sqrt(1 / 4)")]
    public void A_line_that_can_be_written_is_written_and_proved(string name, string code, string change)
    {
        string program = CorpusProgram.Read("tuning", name).File, before = File.ReadAllText(program);
        var options = new ProgramOptions { Python = PythonWith.Library("numpy"), Prove = true };
        Finding finding = ProgramDoctor.Examine(program, options).Diagnosis.Findings.First(one => one.Code == code);
        Assert.Contains(change, finding.Change, StringComparison.Ordinal);
        Assert.True(finding.Proof is { Shows: true }, "no proof was shown");
        Assert.Equal(finding.Change, finding.Proof!.Change);
        Assert.Equal(before, File.ReadAllText(program));
    }

    // Python multiplies from the left: the rate is within the product, and the line that is wrong is another all the same.
    [Theory]
    [InlineData("0.5 * x.T @ d1")]
    [InlineData("x.T * 0.5 @ d1")]
    [InlineData("0.5 * (x.T @ d1)")]
    public void The_wrong_line_is_found_however_the_update_is_written(string change)
    {
        string program = Path.Combine(_folder, "mask.py");
        File.WriteAllText(program, $"""
            import numpy as np
            rng = np.random.default_rng(4)
            x = rng.normal(size=(300, 2))
            y = (x[:, 0] * x[:, 1] > 0).astype(float).reshape(-1, 1)
            w1, b1 = rng.normal(size=(2, 16)), np.zeros(16)
            w2, b2 = rng.normal(size=(16, 1)) * 0.3, np.zeros(1)
            for epoch in range(200):
                z1 = x @ w1 + b1
                a1 = np.maximum(0, z1)
                p = 1 / (1 + np.exp(-(a1 @ w2 + b2)))
                d2 = (p - y) / len(x)
                d1 = d2 @ w2.T
                d1[d1 < 0] = 0
                w1 -= {change}
                b1 -= 0.5 * d1.sum(axis=0)
                w2 -= 0.5 * a1.T @ d2
                b2 -= 0.5 * d2.sum(axis=0)
            """);
        var options = new ProgramOptions { Python = PythonWith.Library("numpy") };
        Finding finding = ProgramDoctor.Examine(program, options).Diagnosis.Findings[0];
        Assert.Equal(("GLIA056", "line 13: d1[d1 < 0] = 0 -> d1[z1 <= 0] = 0"), (finding.Code, finding.Change));
    }

    [Fact]
    public void Without_being_asked_a_program_runs_once()
    {
        string program = CorpusProgram.Read("tuning", "uphill.py").File;
        var remarks = new StringWriter();
        var options = new ProgramOptions { Python = PythonWith.Library("numpy"), Remarks = remarks };
        Finding finding = ProgramDoctor.Examine(program, options).Diagnosis.Findings[0];
        Assert.NotNull(finding.Change);
        Assert.Null(finding.Proof);
        Assert.DoesNotContain("once more", remarks.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("d = e @ w.T * (e @ w.T > 0)", "{'kind': 'derivative', 'line': 1, 'factor': '(z > 0)', 'off': 'z <= 0'}", null)]
    [InlineData("d = e @ w.T * relu(d)  # relu", "{'kind': 'derivative', 'line': 1, 'factor': '(z > 0)', 'off': 'z <= 0'}",
        "d = e @ w.T * (z > 0)")]
    [InlineData("d = np.multiply(e.dot(w.T), prime(a))", "{'kind': 'derivative', 'line': 1, 'factor': 'a * (1 - a)', 'off': null}",
        "d = e.dot(w.T) * a * (1 - a)")]
    [InlineData("d *= (d > 0)", "{'kind': 'derivative', 'line': 1, 'factor': '(z > 0)', 'off': 'z <= 0'}", "d *= (z > 0)")]
    [InlineData("d[d < 0] = -1", "{'kind': 'derivative', 'line': 1, 'factor': '(z > 0)', 'off': 'z <= 0'}", null)]
    [InlineData("d = back(e)", "{'kind': 'derivative', 'line': 1, 'factor': '(z > 0)', 'off': 'z <= 0'}", null)]
    [InlineData("w = w + r * g", "{'kind': 'sign', 'lines': [1]}", "w = w - r * g")]
    [InlineData("self.w[i] += (-r) * g", "{'kind': 'sign', 'lines': [1]}", "self.w[i] -= (-r) * g")]
    [InlineData("w = r * g + w", "{'kind': 'sign', 'lines': [1]}", null)]
    [InlineData("w -= r * g\nr = 10\nr = 10", "{'kind': 'number', 'line': 1, 'before': 10, 'after': '0.1'}", null)]
    [InlineData("w -= 10.0 * g", "{'kind': 'number', 'line': 1, 'before': 10, 'after': '0.1'}", "w -= 0.1 * g")]
    [InlineData("w = 2 * np.random.random((3, 4)) - 1", "{'kind': 'start', 'lines': [1], 'gain': 2, 'first': true}",
        "w = np.random.randn(3, 4) * np.sqrt(2 / 3)")]
    [InlineData("w = np.random.normal(0, 5, size=(n, m + 1))", "{'kind': 'start', 'lines': [1], 'gain': 1, 'first': false}",
        "w = np.random.randn(n, m + 1) * np.sqrt(1 / (m + 1))")]
    [InlineData("w = load()", "{'kind': 'start', 'lines': [1], 'gain': 1, 'first': true}", null)]
    public void An_order_is_carried_out_or_nothing_is_written(string text, string order, string? after)
    {
        string program = Path.Combine(_folder, "a.py");
        File.WriteAllText(program, text);
        var orders = System.Text.Json.Nodes.JsonNode.Parse($"[{order.Replace('\'', '"')}]")!.AsArray();
        MendedProgram? mended = new ProgramMender(PythonWith.Library("numpy"), _folder).Mend(program, orders);
        Assert.Equal(after, mended?.Lines[0].After);
        Assert.Equal(text, File.ReadAllText(program));
    }

    [Theory]
    [InlineData("epoch 1 loss: 0.5\nepoch 2 loss: 0.4\nepoch 3 loss: 0.3\n", "loss", 0.5, 0.4, 0.3)]
    [InlineData("Cost after iteration 0: 1e-3\nCost after iteration 100: 2e-3\nCost after iteration 200: nan", "cost",
        0.001, 0.002, double.NaN)]
    [InlineData("Accuracy = 50 %\nAccuracy = 75 %\nAccuracy = 80.5%", "accuracy", 0.5, 0.75, 0.805)]
    [InlineData("Error:0.49\nError:0.3\nError:0.1", "error", 0.49, 0.3, 0.1)]
    public void A_curve_is_what_a_program_prints(string output, string name, params double[] values)
    {
        PrintedCurve curve = PrintedCurve.In(output)!;
        Assert.Equal(name, curve.Name);
        Assert.Equal(values, curve.Values);
        Assert.Equal(name == "accuracy", curve.IsSkill);
    }

    [Theory]
    [InlineData("done\n")]
    [InlineData("loss: 1\nloss: 2")]
    public void Two_numbers_are_no_curve(string output) => Assert.Null(PrintedCurve.In(output));
}
