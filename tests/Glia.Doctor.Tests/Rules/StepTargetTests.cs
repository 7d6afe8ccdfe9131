using Glia.Data;
using Glia.Doctor.Findings;
using Glia.Doctor.Trials;
using Glia.Layers;
using Glia.Losses;
using Glia.Training;
using Workers = Glia.Kernels.Workers;

namespace Glia.Doctor.Tests.Rules;

/// <summary>Targets at each step of a sequence.</summary>
public class StepTargetTests
{
    private const int Rows = 40, Steps = 4;

    private static ExperimentSubject Of(int units, string activation, string loss, Func<float[], Targets> targets)
    {
        var x = new float[Rows * Steps];
        var random = new System.Random(2);
        for (int i = 0; i < x.Length; i++) x[i] = (float)(2 * random.NextDouble() - 1);
        var data = new Dataset(new FloatFeatures(x, new Shape(Steps, 1)), targets(x));
        return ExperimentSubject.Of("steps", [new LSTM(4, returnSequences: true), new Dense(units, activation)], loss, "Adam", data);
    }

    [Fact]
    public void Class_numbers_are_read_as_columns_and_compared_as_before()
    {
        ExperimentSubject subject = Of(2, "softmax", "sparse_categorical_crossentropy",
            x => new Targets(Array.ConvertAll(x, value => value > 0 ? 1f : 0), Steps));
        Assert.Equal(new Shape(Steps, 2), subject.Train!.Targets.Shape);
        Assert.IsType<CategoricalCrossentropy>(subject.Loss);
        Assert.Equal(Rows * Steps, subject.Train.Targets.Values.Count(1f));
        Assert.DoesNotContain(ExperimentExaminer.Examine(subject).Findings, finding => finding.Severity == Severity.Error);
    }

    // Of 160 answers, as many as are right, and not what they explain of ones and zeros.
    [Fact]
    public void Classes_are_counted_as_right_or_wrong()
    {
        ExperimentSubject subject = Of(2, "softmax", "sparse_categorical_crossentropy",
            x => new Targets(Array.ConvertAll(x, value => value > 0 ? 1f : 0), Steps)) with
        { Options = new FitOptions { Epochs = 100, BatchSize = 8 } };
        ExaminationResult result = Examiner.Examine(subject, workers: Workers.Single);
        Assert.Matches(@"^After all 500 steps your network is right for (9\d(\.\d)?|100) % of the steps, where always answering the most " +
            "frequent class is right for 5", result.Diagnosis.Happened);
        Assert.Equal(Verdict.Healthy, result.Diagnosis.Verdict);
    }

    // Of two classes at each of four steps, and not of eight.
    [Fact]
    public void A_second_softmax_is_one_over_the_classes_of_a_step()
    {
        ExperimentSubject subject = Of(2, "softmax", "sparse_categorical_crossentropy",
            x => new Targets(Array.ConvertAll(x, value => value > 0 ? 1f : 0), Steps)) with
        { Loss = new CategoricalCrossentropy(fromLogits: true) };
        Finding finding = Assert.Single(ExperimentExaminer.Examine(subject).Findings, finding => finding.Code == "GLIA023");
        Assert.Contains("no probability can exceed 0.731, and the loss cannot fall below 0.31", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_are_filled_up_with_nothing_are_not_counted()
    {
        var targets = new Targets([1, 0, 0, 1, 1, 0, 0, 0], new Shape(2, 2));
        ClassesAtSteps counted = ClassesAtSteps.Of(targets, [0])!;
        Assert.Equal((2, 2, 0.5), (counted.Classes, counted.Answers, counted.BaseRate));
        Assert.Null(ClassesAtSteps.Of(targets, [0, 1]));
        Score score = counted.Judge(new Tensor(new[] { 0.9f, 0.1f, 0.8f, 0.2f }, 0, new Shape(2, 2), 1));
        Assert.Equal((0.5, 0, 1.0), (score.Accuracy, score.TopClass, score.TopShare));
    }

    [Fact]
    public void Another_number_of_units_at_each_step_is_told()
    {
        Finding finding = Verdicts.Sick(Of(3, "linear", "mean_squared_error",
            x => new Targets([.. x.SelectMany(value => new[] { value, -value })], new Shape(Steps, 2))), Faults.WrongOutputWidth);
        Assert.Equal("The targets have 2 numbers at each step, but the network gives 3.", finding.Evidence);
    }
}
