namespace Glia.Training;

/// <summary>Somebody who watches a run and may end it.</summary>
public interface ITrainingObserver
{
    /// <summary>
    /// Whether it will look at <see cref="Workspace.Gradients"/> or at the optimizer's sums after the next step; asked before each.
    /// Where nobody does, the step may leave them out.
    /// </summary>
    bool LooksAtGradients => true;

    /// <summary>Told after every step. Must be quick: it stands in the training loop.</summary>
    /// <param name="trainer">Who trains; its weights are those after the step.</param>
    /// <param name="report">What happened.</param>
    Answer OnStep(Trainer trainer, in StepReport report) => Answer.Continue;

    /// <summary>Told after every epoch.</summary>
    /// <param name="trainer">Who trains; its weights are those after the step.</param>
    /// <param name="report">What happened.</param>
    Answer OnEpoch(Trainer trainer, EpochReport report) => Answer.Continue;
}
