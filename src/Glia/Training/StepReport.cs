namespace Glia.Training;

/// <summary>What one training step did. Sums for each parameter are in <c>Trainer.Optimizer.Sums</c>.</summary>
/// <param name="Step">Steps done in this run, this one included.</param>
/// <param name="Rows">Samples of the batch.</param>
/// <param name="Loss">The loss before the step, penalties on the weights included. Not finite: the step was not taken.</param>
/// <param name="Hits">Right answers before the step.</param>
/// <param name="Rate">The learning rate of this step.</param>
public readonly record struct StepReport(long Step, int Rows, double Loss, int Hits, double Rate)
{
    /// <summary>Rows that are still in the workspace: all, or those of the last batch where the step has several.</summary>
    public int LastRows { get; init; } = Rows;

    /// <summary>Answers of the batch: one a row, or one a position of an output with more than one dimension.</summary>
    public int Answers { get; init; } = Rows;

    /// <summary>
    /// The same loss in the targets' own units, without penalties, where the training sees scaled targets; else <see cref="Loss"/>.
    /// </summary>
    public double OwnLoss { get; init; } = Loss;

    /// <summary>Share of right answers before the step, 0 to 1.</summary>
    public double Accuracy => (double)Hits / Answers;

    /// <summary>Whether the weights were changed; they are not when the loss is not finite.</summary>
    public bool Taken => double.IsFinite(Loss);
}
