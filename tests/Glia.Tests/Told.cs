namespace Glia.Tests;

/// <summary>Progress that is told at once; .NET's own tells on another thread.</summary>
internal sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
