"""From a provider's file to the warehouse. Everything here is confidential."""
