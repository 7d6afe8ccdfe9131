namespace Glia.Serve.Access;

/// <summary>A request that is answered by another status than 400; the message is the sentence.</summary>
internal sealed class RefusedException(int status, string sentence) : Exception(sentence)
{
    /// <summary>The status.</summary>
    public int Status => status;
}
