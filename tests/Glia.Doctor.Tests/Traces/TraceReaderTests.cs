using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Traces;
using Glia.Files;
using Dice = System.Random;

namespace Glia.Doctor.Tests.Traces;

public class TraceReaderTests
{
    private static Dictionary<string, NdArray> Good(int seed = 1, int rows = 8) =>
        new ToyRun { Dice = new Dice(seed), Rows = rows, EvalRows = 40 }.Record();

    public static TheoryData<string> Contradictions => [.. s_contradictions.Keys];

    private static readonly Dictionary<string, (Action<Dictionary<string, NdArray>> Break, string Names)> s_contradictions = new()
    {
        ["no x"] = (arrays => arrays.Remove("x"), "x"),
        ["no y"] = (arrays => arrays.Remove("y"), "y"),
        ["no weights"] = (arrays => arrays.Remove("w1"), "w1"),
        ["a gap in the weights"] = (arrays => arrays["w9"] = arrays["w2"], "w9"),
        ["text for numbers"] = (arrays => arrays["x"] = NdArray.From(["a", "b"]), "x"),
        ["rows of x and y differ"] = (arrays => arrays["y"] = NdArray.From(new double[3]), "y"),
        ["weights do not chain"] = (arrays => arrays["w2"] = NdArray.From(new double[77 * 3], 77, 3), "chain"),
        ["a word for the samples nobody knows"] = (arrays => arrays["samples"] = NdArray.Scalar("diagonal"), "diagonal"),
        ["a step that is no number of updates"] = (arrays => arrays["step"] = NdArray.Scalar(-1.0), "step"),
        ["training rows without their targets"] = (arrays => arrays["train_x"] = arrays["x"], "train_x"),
        ["a bias of another size"] = (arrays => arrays["b2"] = NdArray.From(new double[5]), "chain"),
        ["a gradient of another shape"] = (arrays => arrays["grad_w1"] = NdArray.From(new double[6], 2, 3), "grad_w1"),
        ["outputs of another batch"] = (arrays => arrays["outputs"] = NdArray.From(new double[9], 3, 3), "outputs"),
        ["an unknown loss"] = (arrays => arrays["loss"] = NdArray.Scalar("hope"), "hope"),
        ["an unknown activation"] = (arrays => arrays["hidden_activation"] = NdArray.Scalar("magic"), "magic"),
        ["a layout that does not fit"] = (arrays => arrays["layout"] = NdArray.Scalar("out_in"), "out_in"),
        ["a layout nobody knows"] = (arrays => arrays["layout"] = NdArray.Scalar("sideways"), "sideways"),
        ["a rate that is an array"] = (arrays => arrays["learning_rate"] = NdArray.From(new double[2]), "learning_rate"),
        ["a negative rate"] = (arrays => arrays["learning_rate"] = NdArray.Scalar(-1.0), "learning_rate"),
        ["answers without rows"] = (arrays => arrays.Remove("eval_x"), "eval_x"),
        ["evaluated rows of another width"] = (arrays => arrays["eval_x"] = NdArray.From(new double[40 * 5], 40, 5), "eval_x"),
        ["an empty array"] = (arrays => arrays["x"] = NdArray.From(ReadOnlySpan<double>.Empty, 0, 4), "x"),
        ["an accuracy below zero"] = (arrays => arrays["reported_accuracy"] = NdArray.Scalar(-0.25), "reported_accuracy is -0.25"),
        ["an accuracy that is no number"] = (arrays => arrays["reported_accuracy"] = NdArray.Scalar(double.NaN),
            "reported_accuracy is NaN"),
        ["a mask of another shape"] = (arrays => arrays["dropout_mask1"] = NdArray.From(new double[6], 2, 3), "dropout_mask1"),
    };

    [Theory, MemberData(nameof(Contradictions))]
    public void A_contradictory_trace_is_refused_in_one_sentence(string name)
    {
        var arrays = Good();
        s_contradictions[name].Break(arrays);
        var error = Assert.Throws<GliaException>(() => TraceReader.Read(arrays, "trace.npz"));
        Assert.Contains(s_contradictions[name].Names, error.Message);
        Assert.StartsWith("trace.npz", error.Message);
        Assert.EndsWith(".", error.Message);
        Assert.DoesNotContain("\n", error.Message);
    }

    [Fact]
    public void A_truncated_file_is_refused_and_a_whole_one_examined()
    {
        string path = Path.Combine(Path.GetTempPath(), $"glia-trace-{Guid.NewGuid():n}.npz");
        try
        {
            Npz.Write(path, Good());
            Assert.Equal(Verdict.Healthy, TraceDoctor.Examine(path).Verdict);
            byte[] whole = File.ReadAllBytes(path);
            for (int part = 1; part < 8; part++)
            {
                File.WriteAllBytes(path, whole[..(whole.Length * part / 8)]);
                Assert.Throws<GliaException>(() => TraceDoctor.Examine(path));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Any_single_array_replaced_by_nonsense_gives_a_sentence_or_a_diagnosis_but_never_a_crash()
    {
        var dice = new Dice(5);
        foreach (string name in Good().Keys)
            for (int kind = 0; kind < 6; kind++)
            {
                var arrays = Good(rows: dice.Next(1, 9));
                var old = arrays[name];
                arrays[name] = kind switch
                {
                    0 => NdArray.Scalar(double.NaN),
                    1 => NdArray.Scalar("nonsense"),
                    2 => NdArray.From(new double[7]),
                    3 when !old.IsText => NdArray.From([.. old.ToDoubles().Select(_ => double.NaN)], old.Shape),
                    4 when !old.IsText => NdArray.From([.. old.ToDoubles().Select(_ => 1e300)], old.Shape),
                    5 when !old.IsText => NdArray.From(new double[old.Length], old.Shape),
                    _ => NdArray.From(new double[4], 2, 2),
                };
                try
                {
                    Assert.NotNull(TraceDoctor.Examine(TraceReader.Read(arrays, "hostile")).ToJson());
                }
                catch (GliaException sentence)
                {
                    Assert.StartsWith("hostile", sentence.Message);
                }
            }
    }

    [Fact]
    public void A_misspelt_name_is_pointed_at()
    {
        var arrays = Good();
        (arrays["gradw1"], arrays["learnig_rate"]) = (arrays["grad_w1"], arrays["learning_rate"]);
        arrays.Remove("grad_w1");
        arrays.Remove("learning_rate");
        var checks = TraceDoctor.Examine(TraceReader.Read(arrays, "trace")).Checks;
        Assert.Contains(checks, check => check.Measured.Contains("gradw1 (did you mean grad_w1?) and learnig_rate (did you mean " +
            "learning_rate?)", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_inputs_targets_and_weights_are_required()
    {
        var arrays = Good();
        foreach (string name in arrays.Keys.ToList())
            if (name is not ("x" or "y" or "w1" or "w2" or "b1" or "b2")) arrays.Remove(name);
        var diagnosis = TraceDoctor.Examine(TraceReader.Read(arrays, "small"));
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
        Assert.Contains(diagnosis.Checks, check => check.Outcome == Outcome.Skipped);
    }

    [Fact]
    public void A_single_sample_may_be_recorded_without_its_batch_axis()
    {
        var arrays = Good(rows: 1);
        foreach (string name in new[] { "x", "outputs" }) arrays[name] = NdArray.From(arrays[name].ToDoubles());
        arrays["y"] = NdArray.Scalar(arrays["y"].GetDouble(0));
        Assert.Equal(Verdict.Healthy, TraceDoctor.Examine(TraceReader.Read(arrays, "one")).Verdict);
    }
}
