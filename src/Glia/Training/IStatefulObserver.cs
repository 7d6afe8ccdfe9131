namespace Glia.Training;

/// <summary>
/// An observer that remembers something from step to step: it becomes part of every checkpoint, and comes back when the run goes on.
/// </summary>
public interface IStatefulObserver : ITrainingObserver
{
    /// <summary>The name of its part of the state, of its own among all observers of a run.</summary>
    string StateName { get; }

    /// <summary>Takes down what it remembers; between two steps.</summary>
    /// <param name="state">Takes what a resumed run has to know.</param>
    void Save(StateWriter state);

    /// <summary>Takes up what <see cref="Save"/> took down, before the first step of a run that goes on.</summary>
    /// <param name="state">What <see cref="Save"/> wrote when the run was interrupted.</param>
    void Load(StateReader state);
}
