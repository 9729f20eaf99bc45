// Package deploy holds what runs the conformance suite in other people's
// systems: a Kubernetes Job, a GitLab pipeline and a workflow for GitHub Actions,
// whose action stands in conformance/action. They are tested here, in a module of
// its own, so that the types of Kubernetes do not weigh on the product.
package deploy
