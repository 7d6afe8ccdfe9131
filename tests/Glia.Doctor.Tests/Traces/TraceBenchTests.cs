using System.Text;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

/// <summary>Many random networks, healthy and with one mistake each. Prints the rates it measures.</summary>
public class TraceBenchTests(ITestOutputHelper output)
{
    private static readonly string[] s_hidden = ["relu", "relu", "relu", "leaky_relu", "sigmoid", "tanh", "elu", "softplus", "linear"];

    [Fact]
    public void Healthy_networks_are_called_healthy()
    {
        var alarms = new StringBuilder();
        int count = 500, false_alarms = 0, unsure = 0;
        for (int seed = 0; seed < count; seed++)
        {
            var arrays = Healthy(seed).Record();
            // A run that diverged by its own choice of rate is no healthy one.
            if (arrays.Any(array => !array.Value.IsText && array.Value.ToDoubles().Any(value => !double.IsFinite(value)))) continue;
            var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, $"healthy {seed}"));
            if (diagnosis.Verdict == Verdict.Unsure)
            {
                unsure++;
                alarms.AppendLine($"{seed} unsure: {diagnosis.Checks.FirstOrDefault(check => check.Outcome == Outcome.Undecided)}");
            }
            if (diagnosis.Verdict != Verdict.Sick) continue;
            false_alarms++;
            alarms.AppendLine(
                $"{seed}: {string.Join(" | ", diagnosis.Errors.Select(finding => $"{finding.Code} {finding.Where}: {finding.Evidence}"))}");
        }
        output.WriteLine($"{false_alarms} false alarms and {unsure} unsure in {count} healthy traces");
        output.WriteLine(alarms.ToString());
        Assert.Equal(0, false_alarms);
        Assert.True(unsure <= count / 50, alarms.ToString());
    }

    public static TheoryData<string, string> Mistakes
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string line in Catalogue.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                data.Add(line.Split(' ')[0], line.Split(' ')[1]);
            return data;
        }
    }

    private const string Catalogue = """
        mask-gradient-sign GLIA056
        mask-missing GLIA056
        mask-row-before GLIA056
        mask-next-row GLIA056
        mask-swapped GLIA056
        mask-inverted GLIA056
        derivative-forgotten GLIA057
        derivative-at-output GLIA057
        softmax-diagonal GLIA057
        own-outputs GLIA055
        own-weights GLIA055
        error-without-derivative GLIA055
        error-without-weights GLIA055
        rows-shifted GLIA055
        not-divided GLIA047
        divided-twice GLIA047
        per-class GLIA047
        softmax-axis GLIA050
        softmax-all GLIA050
        double-softmax GLIA023
        relu-logits GLIA026
        hidden-softmax GLIA027
        jacobian-twice GLIA063
        p(1-p)-twice GLIA063
        broadcast GLIA051
        sign GLIA048
        added GLIA064
        pre-activations GLIA055
        not-transposed GLIA055
        mask-forgotten GLIA055
        last-row-only GLIA062
        bias-mean GLIA058
        bias-last-row GLIA058
        bias-not-summed GLIA058
        bias-total GLIA058
        blocked GLIA059
        accumulated GLIA060
        updated-first GLIA061
        first-layer-frozen GLIA071
        biases-frozen GLIA071
        heavy-decay GLIA052
        constant-weights GLIA040
        odd-bias GLIA043
        nan-input GLIA004
        nan-loss GLIA049
        binary-formula GLIA044
        raw-inputs GLIA001
        scaled-twice GLIA002
        test-unscaled GLIA005
        labels-divided GLIA008
        labels-zero GLIA008
        labels-from-one GLIA014
        rate-too-high GLIA065
        rate-too-low GLIA066
        weights-too-large GLIA041
        weights-too-small GLIA042
        stale-last GLIA075
        stale-lag GLIA075
        stale-batch GLIA075
        stale-hidden GLIA075
        argmax-axis GLIA076
        argmax-one-unit GLIA076
        threshold-on-logit GLIA076
        dropout-in-evaluation GLIA077
        evaluated-on-training GLIA078
        other-model GLIA079
        wrong-divisor GLIA080
        ragged GLIA080
        counts-elements GLIA044
        class-mapping GLIA081
        label-mapping GLIA081
        shuffled-labels GLIA081
        trains-in-evaluation GLIA082
        exploded GLIAS04
        """;

    [Theory, MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_first(string mistake, string code)
    {
        int count = 10, detected = 0, first = 0;
        var missed = new StringBuilder();
        for (int seed = 0; seed < count; seed++)
        {
            var diagnosis = Examine(Faulty(mistake, seed), $"{mistake} {seed}");
            bool found = diagnosis.Findings.Any(finding => finding.Code == code);
            if (found) detected++;
            IEnumerable<string> said = diagnosis.Findings.Select(finding =>
                $"{finding.Severity} {finding.Code} {finding.Where}: {finding.Evidence}");
            if (diagnosis.Findings.Count > 0 && diagnosis.Findings[0].Code == code) first++;
            else missed.AppendLine($"{seed}: {string.Join(" | ", said)}");
        }
        output.WriteLine($"{mistake}: {code} detected {detected}/{count}, first {first}/{count}");
        output.WriteLine(missed.ToString());
        Assert.True(first >= count - 1, $"{mistake}: detected {detected}, first {first} of {count}\n{missed}");
    }

    private static Diagnosis Examine(ToyRun run, string subject) => TraceDoctor.Examine(TraceReader.Read(run.Record(), subject));

    private static ToyRun Healthy(int seed)
    {
        var dice = new Dice(seed);
        int depth = dice.Next(1, 5);
        string task = new[] { "softmax", "softmax", "binary", "regression", "sigmoid-mse", "tanh-mse" }[dice.Next(6)];
        int outs = task switch { "softmax" => dice.Next(3, 7), "binary" => 1, _ => dice.Next(1, 4) };
        int[] widths = [dice.Next(4, 13), .. Enumerable.Range(1, depth - 1).Select(_ => dice.Next(4, 17)), outs];
        if (dice.Next(6) == 0) widths = [.. widths.SkipLast(1).Select(_ => 8), outs];
        string hidden = s_hidden[dice.Next(s_hidden.Length)];
        string optimizer = new[] { "sgd", "sgd", "momentum", "adam" }[dice.Next(4)];
        bool names = dice.Next(4) > 0, outputs = !names || dice.Next(5) > 0;
        return new ToyRun
        {
            Dice = dice,
            Mistake = dice.Next(10) == 0 && hidden == "relu" ? "mask-or-equal" : "",
            Widths = widths,
            Hidden = hidden,
            Output = task switch { "softmax" => "softmax", "regression" => "linear", "tanh-mse" => "tanh", _ => "sigmoid" },
            Loss = task switch { "softmax" => "categorical_crossentropy", "binary" => "binary_crossentropy", _ => "mean_squared_error" },
            Rows = new[] { 1, 2, 5, 8, 16, 32, 64 }[dice.Next(7)],
            EvalRows = dice.Next(20, 200),
            Biases = dice.Next(5) > 0,
            RowBiases = dice.Next(2) == 0,
            OutIn = dice.Next(4) == 0,
            Single = dice.Next(2) == 0,
            OneHot = dice.Next(2) == 0,
            Rate = optimizer == "adam" ? 0.01 : optimizer == "momentum" ? 0.01 : Math.Pow(10, -1.3 - 1.5 * dice.NextDouble()),
            Reduction = new[] { "mean", "mean", "sum", "half", "elements" }[dice.Next(5)],
            Optimizer = optimizer,
            L2 = dice.Next(5) == 0 ? 1e-3 : 0,
            ClipNorm = dice.Next(8) == 0 ? 0.5 : 0,
            Dropout = dice.Next(5) == 0 ? 0.3 : 0,
            WarmUp = dice.Next(3) == 0 ? 0 : dice.Next(10, 200),
            RecordNames = names,
            RecordOutputs = outputs,
            RecordLoss = dice.Next(4) > 0,
            RecordAfter = dice.Next(5) > 0,
            RecordEvaluation = dice.Next(4) > 0,
        };
    }

    private static ToyRun Faulty(string mistake, int seed)
    {
        var dice = new Dice(1000 + seed);
        bool binary = mistake is "argmax-one-unit" or "threshold-on-logit", broadcast = mistake == "broadcast";
        bool smooth = mistake.StartsWith("derivative", StringComparison.Ordinal);
        bool squared = mistake is "error-without-derivative" or "softmax-diagonal";
        int outs = binary || broadcast ? 1 : dice.Next(3, 7);
        bool deep = mistake is "weights-too-small";
        int middle = dice.Next(6, 14);
        int[] widths = [dice.Next(5, 12), .. Enumerable.Repeat(0, deep ? 4 : dice.Next(1, 3))
            .Select(_ => mistake == "not-transposed" ? middle : dice.Next(6, 14)), outs];
        if (mistake == "not-transposed" && widths.Length < 4) widths = [widths[0], middle, middle, outs];
        if (mistake == "weights-too-large") widths = [200, 100, 50, outs];
        return new ToyRun
        {
            Dice = dice,
            Mistake = mistake is "rate-too-high" or "rate-too-low" or "weights-too-large" or "weights-too-small" ? "" : mistake,
            Widths = widths,
            Hidden = smooth ? new[] { "sigmoid", "tanh" }[dice.Next(2)] : "relu",
            Output = binary || mistake == "error-without-derivative" ? "sigmoid" : broadcast ? "linear" : "softmax",
            Loss = binary ? "binary_crossentropy" : broadcast || squared ? "mean_squared_error" : "categorical_crossentropy",
            Rows = new[] { 8, 16, 32, 64 }[dice.Next(mistake is "labels-zero" or "label-mapping" or "shuffled-labels" ? 2 : 0, 4)],
            Biases = true,
            RowBiases = dice.Next(2) == 0,
            OutIn = dice.Next(4) == 0,
            Single = dice.Next(2) == 0,
            OneHot = dice.Next(2) == 0 && !mistake.StartsWith("labels", StringComparison.Ordinal),
            Rate = mistake switch { "rate-too-high" => 40, "rate-too-low" => 1e-6, "updated-first" or "not-divided" => 0.5, _ => 0.1 },
            Dropout = mistake is "mask-forgotten" or "dropout-in-evaluation" ? 0.4 : 0,
            WarmUp = mistake switch
            {
                "rate-too-high" or "rate-too-low" or "weights-too-large" or "weights-too-small" or "constant-weights"
                or "raw-inputs" or "scaled-twice" or "nan-input" or "exploded" or "updated-first" => 0,
                "accumulated" =>
                6,
                "heavy-decay" or "odd-bias" or "threshold-on-logit" or "counts-elements" => 4,
                _ => 60
            },
            InitialDeviation = mistake switch { "weights-too-large" => 1, "weights-too-small" => 0.01, _ => 0 },
        };
    }
}
