using Microsoft.AspNetCore.Routing;

namespace Glia.Serve.Pages;

/// <summary>
/// A page of the server with all that it answers. To add one: implement this, and add it to the list in <see cref="GliaServer"/>. Who may
/// ask, and from where, is settled before a page is asked (<see cref="Access.AccessGuard"/>); <see cref="Shell"/> writes it.
/// </summary>
internal interface IServedPage
{
    /// <summary>What the navigation calls it; null where it is reached from another page.</summary>
    string? Name { get; }

    /// <summary>Its path: <c>/runs</c>.</summary>
    string Path { get; }

    /// <summary>Says what it answers to.</summary>
    void Map(IEndpointRouteBuilder routes);
}
