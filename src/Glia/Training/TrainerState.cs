using System.Text.Json.Nodes;

namespace Glia.Training;

/// <summary>What a trainer remembers from step to step: weights, what the optimizer and the schedule keep, steps and epochs.</summary>
/// <remarks>
/// Random numbers have no state: dropout, augmentation and the order of rows are counted by seed, step, epoch and row. The statistics of
/// normalizations are parameters like weights.
/// </remarks>
internal static class TrainerState
{
    /// <summary>What its part of a state is called.</summary>
    public const string Section = "trainer";

    private const string Steps = "steps";

    /// <summary>The steps that were done in a state.</summary>
    public static long StepsOf(StateReader state) => state.Section(Section).Whole(Steps);

    public static void Save(StateWriter state, Trainer trainer)
    {
        state.Add(Steps, trainer.Steps);
        state.Add("epochs", trainer.Epochs);
        state.Add("optimizer_step", trainer.Optimizer.Step);
        state.Add("learning_rate", (double)trainer.Optimizer.LearningRate);
        state.Add("schedule", trainer.Schedule.State?.DeepClone());
        state.Add("weights", trainer.Network.Weights);
        for (int i = 0; i < trainer.Optimizer.State.Count; i++)
            state.Add($"optimizer/{trainer.Optimizer.StateNames[i]}", trainer.Optimizer.State[i]);
    }

    public static void Load(StateReader state, Trainer trainer)
    {
        state.Read("weights", trainer.Network.Weights);
        for (int i = 0; i < trainer.Optimizer.State.Count; i++)
            state.Read($"optimizer/{trainer.Optimizer.StateNames[i]}", trainer.Optimizer.State[i]);
        trainer.Optimizer.Step = state.Whole("optimizer_step");
        trainer.Optimizer.LearningRate = (float)state.Number("learning_rate");
        trainer.Schedule.State = state.Node("schedule") as JsonObject;
        trainer.GoOn(state.Whole(Steps), (int)state.Whole("epochs"));
    }
}
