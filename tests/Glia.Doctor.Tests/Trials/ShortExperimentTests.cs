using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.EveryFault;
using Glia.Doctor.Tests.Rules;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Glia.Initializers;
using Glia.Kernels;
using Glia.Layers;
using Glia.Optimizers;
using static Glia.Doctor.Tests.EveryFault.Subjects;

namespace Glia.Doctor.Tests.Trials;

public class ShortExperimentTests
{
    [Fact]
    public void Inputs_that_were_scaled_twice_go_back_to_their_first_scale()
    {
        Change repair = Examiner.Examine(Pixels(1 / 65025f)).Repairs.Single(change => change.Fault == Faults.InputsScaledTwice);
        Assert.Equal("inputs scaled from 0 to 1", repair.Words);
    }

    // A step of so wide a network is dear, so that the doctor sees a small part of the run's 4,750 steps.
    [Theory, InlineData(3e-6f, Verdict.Healthy, Severity.Warning), InlineData(3e-7f, Verdict.Sick, Severity.Error)]
    public void A_rate_that_is_only_slow_and_arrives_is_warned_of_and_one_that_does_not_arrive_is_an_error(float rate, Verdict verdict,
        Severity severity)
    {
        Diagnosis diagnosis = Examined(Blobs(new SGD(rate), Made.Dense([512, 512], "relu", 3, "softmax"), epochs: 250));
        Assert.Equal(verdict, diagnosis.Verdict);
        Assert.Equal(severity, Assert.Single(diagnosis.Findings, finding => finding.Fault == Faults.LearningRateTooLow).Severity);
    }

    // Whether the third digit is odd: single rows and a plain network know next to nothing of it for thousands of steps.
    [Fact]
    public void A_run_whose_part_knows_nothing_is_made_to_its_end()
    {
        var dice = new System.Random(2);
        float[] x = [.. Enumerable.Range(0, 4 * 2000).Select(_ => (float)dice.Next(10))];
        float[] y = [.. Enumerable.Range(0, 2000).Select(row => x[(4 * row) + 2] % 2)];
        Diagnosis diagnosis = Examined(Made.Subject(Dataset.Values(x, 4, y), [new Dense(32, "tanh"), new Dense(32, "sigmoid"),
            new Dense(1, "sigmoid")], "mean_squared_error", new RMSprop(0.001f), Options(30, 1)));
        Assert.True(diagnosis.Happened!.StartsWith("After all 60,000 steps", StringComparison.Ordinal), Verdicts.Text(diagnosis));
    }

    // The way down from it begins at a rate worth trying: a tenth of 1e30 helps nobody.
    [Fact]
    public void A_rate_beyond_all_reason_is_the_cause_and_the_advice_is_one_that_learns()
    {
        foreach (Optimizer optimizer in new Optimizer[] { new SGD(1e30f), new Adam(1e30f) })
        {
            Finding first = Examined(Blobs(optimizer)).Findings[0];
            Assert.Equal(Faults.LearningRateTooHigh, first.Fault);
            Assert.Matches(@"^Set the learning rate to [\d.]+ instead of 1e30;", first.Prescription);
        }
    }

    [Theory, InlineData(10, Verdict.Sick), InlineData(200, Verdict.Healthy)]
    public void A_run_that_was_over_far_behind_what_another_rate_reaches_is_not_only_slow(int epochs, Verdict verdict)
    {
        var dice = new System.Random(1);
        float[] slopes = [1, -2, 3, -4, 5], x = [.. Enumerable.Range(0, 5000).Select(_ => dice.NextSingle())];
        float[] y = [.. Enumerable.Range(0, 1000).Select(row => slopes.Select((slope, i) => slope * x[(5 * row) + i]).Sum())];
        var line = Made.Subject(Dataset.Values(x, 5, y), [new Dense(1)], "mean_squared_error", new SGD(0.01f), Options(epochs));
        Diagnosis diagnosis = Examined(line);
        Assert.Equal(verdict, diagnosis.Verdict);
        if (verdict == Verdict.Sick) Assert.Equal("GLIA066", diagnosis.Findings[0].Code);
    }

    // With the weights drawn it is still slow: that was seen of the mended copy, and said so.
    [Fact]
    public void What_is_found_once_a_certain_error_was_mended_comes_behind_it_and_says_so()
    {
        static Layer Zeros(int units, string function) => new Dense(units, function, kernelInitializer: new Constant(0));
        var dice = new System.Random(1);
        float[] y = [.. Enumerable.Range(0, 300).Select(row => row % 2f)];
        float[] x = [.. y.SelectMany(inner =>
        {
            double angle = 2 * Math.PI * dice.NextDouble(), radius = 1 - (0.2 * inner) + (0.05 * Made.Normal(dice));
            return new[] { (float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle)) };
        })];
        Diagnosis diagnosis = Examined(Made.Subject(new Dataset(new FloatFeatures(x, 2), new Targets(y)),
            [Zeros(10, "relu"), Zeros(5, "relu"), Zeros(1, "sigmoid")], "binary_crossentropy", new SGD(0.01f), Options(15_000, 300)));
        Assert.Equal("GLIA040", diagnosis.Findings[0].Code);
        Assert.Contains("as well", diagnosis.Findings.Single(finding => finding.Code == "GLIA072").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_which_a_part_was_looked_at_is_judged_by_what_it_comes_to()
    {
        Diagnosis diagnosis = Examined(Made.Subject(HealthyButOddTests.Line(1), [new Dense(1)], "mean_squared_error", new SGD(0.0003f),
            Options(320)));
        Assert.Equal((Verdict.Sick, "GLIA066"), (diagnosis.Verdict, diagnosis.Findings[0].Code));
    }

    [Fact]
    public void Noise_that_is_not_even_learned_by_heart_was_trained_too_slowly()
    {
        var dice = new System.Random(2);
        float[] x = [.. Enumerable.Range(0, 6000).Select(_ => (float)Made.Normal(dice))];
        float[] y = [.. Enumerable.Range(0, 60).Select(_ => (float)Made.Normal(dice))];
        Diagnosis At(float rate) => Examined(Made.Subject(Dataset.Values(x, 100, y), [new Dense(50, "relu"), new Dense(1)],
            "mean_squared_error", new SGD(rate), Options(100, 60)));
        Assert.Equal((Verdict.Sick, "GLIA066"), (At(1e-5f).Verdict, At(1e-5f).Findings[0].Code));
        Assert.DoesNotContain(At(0.02f).Findings, finding => finding.Code == "GLIA066");
    }

    // Two units before wide layers: relu would kill both now and then.
    [Fact]
    public void Linear_layers_bend_where_they_are_wide()
    {
        float[] x = [.. Enumerable.Range(0, 100)], y = [.. x.Select(one => (one * one) - (20 * one))];
        Diagnosis diagnosis = Examined(Made.Subject(Dataset.Values(x, 1, y), [new Dense(2), new Dense(32), new Dense(16), new Dense(1)],
            "mean_squared_error", new Adam(0.01f), Options(500)));
        Assert.Equal((Verdict.Sick, "GLIA021"), (diagnosis.Verdict, diagnosis.Findings[0].Code));
    }

    [Fact]
    public void A_parabola_of_few_rows_asked_of_one_linear_unit_lacks_a_hidden_layer()
    {
        float[] x = [.. Enumerable.Range(-10, 21)], y = [.. x.Select(one => one * one)];
        Diagnosis diagnosis = Examined(Made.Subject(Dataset.Values(x, 1, y), [new Dense(1)], "mean_squared_error", new Adam(0.001f),
            Options(5000)));
        Assert.Equal((Verdict.Sick, "GLIA037"), (diagnosis.Verdict, diagnosis.Findings[0].Code));
    }

    [Fact]
    public void A_product_asked_of_one_linear_unit_lacks_a_hidden_layer()
    {
        var (x, product, _) = Pairs(2000);
        Diagnosis diagnosis = Examined(Made.Subject(Dataset.Values(x, 2, product), [new Dense(1)], "mean_squared_error", new SGD(0.01f),
            Options(5)));
        Assert.Equal((Verdict.Sick, "GLIA037"), (diagnosis.Verdict, diagnosis.Findings[0].Code));
        Assert.Contains("hidden layer", diagnosis.Findings[0].Prescription, StringComparison.Ordinal);
    }

    // Fifty waves from one unit: neither twin learns them, which acquits nobody of targets that the output cannot reach.
    [Fact]
    public void What_nothing_helps_is_not_acquitted()
    {
        float[] x = [.. Enumerable.Range(0, 800).Select(row => row * 0.4f)], y = [.. x.Select(MathF.Sin)];
        Diagnosis diagnosis =
            Examined(Made.Subject(Dataset.Values(x, 1, y), [new Dense(1, "relu"), new Dense(50, "relu"), new Dense(1, "relu")],
            "mean_squared_error", new SGD(0.01f), Options(20)));
        Assert.Equal((Verdict.Sick, "GLIA026"), (diagnosis.Verdict, diagnosis.Findings[0].Code));
    }

    [Fact]
    public void A_run_that_is_over_and_no_better_than_guessing_is_not_healthy()
    {
        var (x, _, random) = Pairs(100);
        Assert.NotEqual(Verdict.Healthy, Examined(Made.Subject(Dataset.Values(x, 2, random), [new Dense(1)], "mean_squared_error",
            new SGD(0.01f), Options(50))).Verdict);
    }

    [Fact]
    public void What_helps_only_in_more_steps_is_found_together_with_their_number()
    {
        // Twenty steps for twenty kinds of sentences, each with two words of its own at every fourth place.
        const int kinds = 20, rows = 640, said = 16;
        var random = new System.Random(7);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(kinds))];
        float[] words = [.. labels.SelectMany(label =>
            Enumerable.Range(0, said).Select(place => (float)(place % 4 == 0 ? 30 + 2 * label + random.Next(2) : random.Next(30))))];
        Layer[] layers = [new Embedding(70, 16), new LSTM(24), new Dense(kinds, "sigmoid")];
        Diagnosis diagnosis = Examined(Made.Subject(Dataset.Classes(words, said, labels, kinds), layers, "binary_crossentropy",
            new Adam(0.001f), Options(1, 32)));
        Assert.Equal(Verdict.Sick, diagnosis.Verdict);
        Assert.Contains(diagnosis.Findings[0].Fault, (Fault[])[Faults.BinaryLossForClasses, Faults.StoppedTooEarly]);
    }

    // With weights the rare class is found at the price of others: fewer rows are right than by always saying the frequent one.
    [Fact]
    public void A_rare_class_that_is_weighted_is_judged_by_what_is_found_of_it()
    {
        var random = new System.Random(5);
        float[] labels = [.. Enumerable.Range(0, 800).Select(row => row % 12 == 0 ? 1f : 0)];
        float[] inputs = [.. labels.SelectMany(label => (float[])[(float)(Made.Normal(random) + 1.6 * label), (float)Made.Normal(random)])];
        Experiment experiment = Experiment.Parse("made.json", """
            { "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 8, "activation": "relu" },
                { "class_name": "Dense", "units": 1, "activation": "sigmoid" } ],
              "training": { "loss": "binary_crossentropy", "optimizer": "Adam", "epochs": 30, "class_weight": "balanced" } }
            """);
        Dataset data = Dataset.Values(inputs, 2, labels);
        Diagnosis diagnosis = Examiner.Examine(ExperimentSubject.Of(experiment, LoadedData.OfNumbers(data.Inputs, data.Targets)),
            workers: Workers.Single).Diagnosis;
        Assert.Equal(Verdict.Healthy, diagnosis.Verdict);
    }

    // What is found of the rare class costs some rows of the other, which a higher rate would get back.
    [Fact]
    public void Who_weights_classes_is_judged_with_their_weights()
    {
        const int rows = 2000, width = 16;
        var random = new System.Random(6);
        float[] labels = [.. Enumerable.Range(0, rows).Select(row => row % 40 == 0 ? 1f : 0)];
        float[] inputs =
            [.. labels.SelectMany(label => Enumerable.Range(0, width).Select(_ => (float)(Made.Normal(random) + 0.7 * label)))];
        Experiment experiment = Experiment.Parse("made.json", """
            { "data": { "source": "made.npz", "target_encoding": "none" },
              "network": [ { "class_name": "Dense", "units": 16, "activation": "relu" }, { "class_name": "Dropout", "rate": 0.5 },
                { "class_name": "Dense", "units": 1, "activation": "sigmoid" } ],
              "training": { "loss": "binary_crossentropy", "optimizer": "Adam", "epochs": 30, "batch_size": 64,
                "class_weight": "balanced" } }
            """);
        Dataset data = Dataset.Values(inputs, width, labels);
        ExaminationResult result = Examiner.Examine(ExperimentSubject.Of(experiment, LoadedData.OfNumbers(data.Inputs, data.Targets)),
            workers: Workers.Single);
        Assert.Equal(Verdict.Healthy, result.Diagnosis.Verdict);
    }

    private static (float[] X, float[] Product, float[] Random) Pairs(int rows)
    {
        var dice = new System.Random(4);
        float[] x = [.. Enumerable.Range(0, 2 * rows).Select(_ => 2 * dice.NextSingle() - 1)];
        return (x, [.. Enumerable.Range(0, rows).Select(row => x[2 * row] * x[2 * row + 1])],
            [.. Enumerable.Range(0, rows).Select(_ => dice.NextSingle())]);
    }

    // One thread makes every run after the rules, in order; several make them beside the rules and beside each other.
    [Theory]
    [InlineData("learning rate", Tier.Experiments)]
    [InlineData("layers", Tier.Experiments)]
    [InlineData("scale", Tier.Run)]
    [InlineData("rare class", Tier.Experiments)]
    public void The_whole_report_is_the_same_for_any_number_of_threads(string what, Tier upTo)
    {
        foreach (bool faulty in new[] { true, false })
            Assert.Equal(Report(faulty, 1), Report(faulty, 3));

        string Report(bool faulty, int threads) => Examiner.Examine(what switch
        {
            "learning rate" => Blobs(new SGD(faulty ? 1e-6f : 0.1f)),
            "layers" => ModelFaults.Deep(faulty ? "sigmoid" : "relu", layers: 8),
            "scale" => Rings(new SGD(0.3f), factor: faulty ? 1000 : 1),
            _ => Rings(data: Rows.Rare(faulty ? 8 : 150)),
        }, upTo, new Workers(threads)).Diagnosis.ToJson();
    }
}
