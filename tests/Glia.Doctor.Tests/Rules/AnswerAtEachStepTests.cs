using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Tests.EveryFault;
using Glia.Doctor.Trials;
using Glia.Experiments;
using Glia.Layers;
using Glia.Optimizers;

namespace Glia.Doctor.Tests.Rules;

/// <summary>A network that answers at several positions where the targets have one answer a row.</summary>
public class AnswerAtEachStepTests
{
    private const string Convolution = """
        { "data": { "source": "made.npz", "target_encoding": "none" },
          "network": [ { "class_name": "Conv2D", "filters": 6, "kernel_size": 3, "activation": "relu" }, { "class_name": "MaxPooling2D" },
            { "class_name": "Dense", "units": 16, "activation": "relu", "name": "hidden" },
            { "class_name": "Dense", "units": 2, "activation": "softmax" } ],
          "training": { "loss": "sparse_categorical_crossentropy", "optimizer": { "class_name": "Adam", "learning_rate": 0.005 },
            "batch_size": 32, "epochs": 20 } }
        """;

    // It does not run; laid flat before the dense layers it does, and learns.
    [Fact]
    public void A_forgotten_Flatten_is_told_and_mended()
    {
        Dataset sides = Rows.Sides();
        Dataset pictures = new(sides.Inputs, new Targets([.. Enumerable.Range(0, sides.Rows).Select(row => sides.Targets[row][^1])]));
        ExaminationResult result = Examined(Convolution, pictures);
        Finding finding = result.Diagnosis.Findings[0];
        Assert.True(finding is { Code: "GLIA028", Severity: Severity.Error }, Verdicts.Text(result.Diagnosis));
        Assert.Contains("positions of a row, and the targets have one answer a row", finding.Evidence, StringComparison.Ordinal);
        Assert.Equal("Put Flatten, or a global pooling, before hidden.", finding.Prescription);
        Mending mended = result.Mend()!;
        Assert.Equal(["Conv2D", "MaxPooling2D", "Flatten", "Dense", "Dense"], mended.Experiment.Network.Select(layer => layer.ClassName));
    }

    // Both steps see all there is, so what each learns is what one answer would be.
    [Fact]
    public void Where_each_position_knows_the_answer_it_does_no_harm()
    {
        var random = new System.Random(1);
        float[] x = [.. Enumerable.Range(0, 800).Select(_ => (float)Made.Normal(random))];
        float[] twice = [.. x.Chunk(2).SelectMany(pair => pair.Concat(pair))];
        float[] y = [.. Enumerable.Range(0, 400).Select(row => x[2 * row] > x[(2 * row) + 1] ? 1f : 0)];
        Diagnosis diagnosis = Subjects.Examined(Made.Subject(new Dataset(new FloatFeatures(twice, new Shape(2, 2)), new Targets(y)),
            [new Dense(16, "relu"), new Dense(1, "sigmoid")], "binary_crossentropy", new Adam(0.01f)));
        Assert.True(diagnosis.Verdict == Verdict.Healthy, Verdicts.Text(diagnosis));
        Assert.Contains(diagnosis.Checks, check => check is { Code: "GLIA051", Outcome: Outcome.Fine }
            && check.Measured.Contains("It does no harm here", StringComparison.Ordinal));
    }

    // The second step alone knows it: the vote of both does as well, and half of the answers that the loss and its figures count are
    // guessed.
    [Fact]
    public void Where_one_position_alone_knows_the_answer_the_others_are_wrong()
    {
        var random = new System.Random(1);
        float[] x = [.. Enumerable.Range(0, 800).Select(_ => (float)Made.Normal(random))];
        float[] late = [.. x.SelectMany(value => new[] { 0, 2 * value })];
        float[] y = [.. x.Select(value => value > 0 ? 1f : 0)];
        var data = new Dataset(new FloatFeatures(late, new Shape(2, 1)), new Targets(y));
        Diagnosis diagnosis = Subjects.Examined(Made.Subject(data,
            [new LSTM(8, returnSequences: true), new Dense(1, "sigmoid")], "binary_crossentropy", new Adam(0.01f)));
        Finding finding = diagnosis.Findings[0];
        Assert.True(finding is { Code: "GLIA051", Severity: Severity.Error }, Verdicts.Text(diagnosis));
        Assert.Contains("answers at the 2 positions of", finding.Evidence, StringComparison.Ordinal);
        Assert.Contains("% of the answers", diagnosis.Happened, StringComparison.Ordinal);
    }

    // Of 0.2 and 0.6, and of 0.9 and 0.3.
    [Fact]
    public void The_answers_of_a_row_are_taken_together()
    {
        var answers = new Tensor(new[] { 0.2f, 0.6f, 0.9f, 0.3f }, 0, new Shape(2, 1), 2);
        Assert.Equal([0.4f, 0.6f], AnswerAtEachStep.Mean(answers).Values.ToArray());
        var data = new Dataset(new FloatFeatures(new float[4], new Shape(2, 1)), new Targets([0, 1]));
        Assert.True(AnswerAtEachStep.IsOfOneTarget(data.Targets, new Shape(2, 1)));
        Assert.False(AnswerAtEachStep.IsOfOneTarget(new Targets([0, 1], 2), new Shape(2, 1)));
        Assert.False(AnswerAtEachStep.IsOfOneTarget(data.Targets, new Shape(1)));
    }

    private static ExaminationResult Examined(string file, Dataset data) => Examiner.Examine(
        ExperimentSubject.Of(Experiment.Parse("made.json", file), LoadedData.OfNumbers(data.Inputs, data.Targets)),
        workers: Kernels.Workers.Single);
}
